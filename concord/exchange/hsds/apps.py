from django.apps import AppConfig


class HsdsConfig(AppConfig):
    name = "concord.exchange.hsds"
    label = "hsds"

    def ready(self) -> None:
        """Make the kind known that can be brought in, listen to the directory, and word the log."""
        from concord.exchange.hsds import subscribers, words
        from concord.exchange.hsds.kind import OwnServices, Services
        from concord.exchange.transfers import faults, kinds
        from concord.foundation.access import log_tried, log_words
        from concord.governance.directory import words as directory

        kinds.register(Services())
        kinds.register(OwnServices())
        faults.register(words.PROBLEMS)
        faults.register({code: refusal[0] for code, refusal in directory.REFUSALS.items()})
        faults.register(directory.PROBLEMS)
        subscribers.connect()
        log_words.register(words.LOG)
        log_tried.register(words.TRIED)
