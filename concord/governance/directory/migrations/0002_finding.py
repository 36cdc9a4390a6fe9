
import concord.foundation.lib.identifiers
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Boundary',
            fields=[
                ('id', models.UUIDField(default=concord.foundation.lib.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('region', models.CharField(blank=True, max_length=40)),
                ('path', models.TextField(max_length=8000)),
                ('middle_x', models.FloatField()),
                ('middle_y', models.FloatField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('path', ''), _negated=True), name='boundary_drawn')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('organization_id', models.UUIDField(db_index=True)),
                ('program_id', models.UUIDField(null=True)),
                ('organization_name', models.CharField(max_length=120)),
                ('program_name', models.CharField(blank=True, max_length=120)),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('ended', models.BooleanField(default=False)),
                ('document', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['document'], name='entry_by_document'), models.Index(fields=['organization_name', 'organization_id', 'program_name', 'id'], name='entry_by_name')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('deletes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), size=None)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['deletes'], name='term_by_deletes')],
            },
        ),
        migrations.CreateModel(
            name='Reach',
            fields=[
                ('id', models.UUIDField(default=concord.foundation.lib.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=40)),
                ('organization_name', models.CharField(max_length=120)),
                ('program_name', models.CharField(blank=True, max_length=120)),
                ('entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reaches', to='directory.entry')),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'organization_name', 'program_name', 'entry'], name='reach_by_name')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'region'), name='reach_once')],
            },
        ),
    ]
