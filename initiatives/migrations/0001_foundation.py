import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('coordination', '0001_foundation'),
        ('coordination', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalProgramme',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='namn')),
                ('aim', models.TextField(max_length=2000, verbose_name='syfte')),
                ('goal', models.TextField(max_length=2000, verbose_name='mål')),
                ('starts_on', models.DateField(verbose_name='startar')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='slutar')),
                ('state', models.CharField(choices=[('planned', 'Planeras'), ('running', 'Pågår'), ('ended', 'Avslutat')], default='planned', max_length=20, verbose_name='läge')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='påhittat')),
                ('version', models.PositiveIntegerField(default=1)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('convener', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='coordination.organization', verbose_name='sammankallar och samordnar')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='coordination.organization', verbose_name='leder')),
                ('mandate', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='coordination.decision', verbose_name='beslutet som ger uppdraget')),
                ('matter', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='coordination.matter', verbose_name='ärende')),
            ],
            options={
                'verbose_name': 'historical program',
                'verbose_name_plural': 'historical program',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='namn')),
                ('summary', models.CharField(max_length=250, verbose_name='i en mening')),
                ('description', models.TextField(blank=True, max_length=10000, verbose_name='beskrivning')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='startar')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='slutar')),
                ('state', models.CharField(choices=[('planned', 'Planeras'), ('running', 'Pågår'), ('completed', 'Avslutad'), ('incorporated', 'Införlivad i ordinarie verksamhet'), ('stopped', 'Stoppad')], default='planned', max_length=20, verbose_name='läge')),
                ('completed_on', models.DateField(blank=True, null=True, verbose_name='avslutades')),
                ('stopped_reason', models.TextField(blank=True, max_length=2000, verbose_name='varför den stoppades')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='påhittad')),
                ('version', models.PositiveIntegerField(default=1)),
                ('sort_key', models.CharField(editable=False, max_length=255)),
                ('search_text', models.TextField(editable=False)),
                ('areas', models.ManyToManyField(blank=True, related_name='initiatives', to='coordination.area', verbose_name='områden')),
                ('groups', models.ManyToManyField(blank=True, limit_choices_to={'kind__in': ['network', 'reference_group', 'steering_group', 'working_group']}, related_name='initiatives', to='coordination.organization', verbose_name='grupper')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives_led', to='coordination.organization', verbose_name='leder')),
                ('matter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='coordination.matter', verbose_name='eget ärende')),
            ],
            options={
                'verbose_name': 'insats',
                'verbose_name_plural': 'insatser',
                'indexes': [models.Index(fields=['sort_key', 'id'], name='initiative_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='initiative_dates_in_order', violation_error_message='Insatsen kan inte sluta innan den startar.'), models.CheckConstraint(condition=models.Q(models.Q(('completed_on__isnull', False), ('state__in', ['completed', 'incorporated'])), models.Q(models.Q(('state__in', ['completed', 'incorporated']), _negated=True), ('completed_on__isnull', True)), _connector='OR'), name='initiative_completed_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), _negated=True), models.Q(('stopped_reason', ''), _negated=True), _connector='OR'), name='initiative_stopped_has_reason', violation_error_message='Skriv varför insatsen stoppas.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), _negated=True), ('starts_on__isnull', False), _connector='OR'), name='initiative_running_has_start')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Leder'), ('carries_out', 'Genomför'), ('contributes', 'Bidrar'), ('follows_up', 'Följer upp')], max_length=20, verbose_name='roll')),
                ('since', models.DateField(verbose_name='sedan')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='initiatives.initiative')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='coordination.organization', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'medverkan',
                'verbose_name_plural': 'medverkan',
                'indexes': [models.Index(fields=['organization', 'initiative'], name='participation_visibility')],
                'constraints': [models.UniqueConstraint(fields=('initiative', 'organization', 'role'), name='participation_once_per_role', violation_error_message='Organisationen har redan den rollen i insatsen.'), models.UniqueConstraint(condition=models.Q(('role', 'lead')), fields=('initiative',), name='participation_one_lead', violation_error_message='Insatsen leds redan av någon annan.')],
            },
        ),
        migrations.AddField(
            model_name='initiative',
            name='participants',
            field=models.ManyToManyField(related_name='initiatives_joined', through='initiatives.Participation', to='coordination.organization', verbose_name='medverkande'),
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='namn')),
                ('aim', models.TextField(max_length=2000, verbose_name='syfte')),
                ('goal', models.TextField(max_length=2000, verbose_name='mål')),
                ('starts_on', models.DateField(verbose_name='startar')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='slutar')),
                ('state', models.CharField(choices=[('planned', 'Planeras'), ('running', 'Pågår'), ('ended', 'Avslutat')], default='planned', max_length=20, verbose_name='läge')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='påhittat')),
                ('version', models.PositiveIntegerField(default=1)),
                ('sort_key', models.CharField(editable=False, max_length=255)),
                ('search_text', models.TextField(editable=False)),
                ('convener', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes_convened', to='coordination.organization', verbose_name='sammankallar och samordnar')),
                ('groups', models.ManyToManyField(blank=True, limit_choices_to={'kind__in': ['network', 'reference_group', 'steering_group', 'working_group']}, related_name='programmes', to='coordination.organization', verbose_name='grupper')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes_led', to='coordination.organization', verbose_name='leder')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='coordination.decision', verbose_name='beslutet som ger uppdraget')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='coordination.matter', verbose_name='ärende')),
            ],
            options={
                'verbose_name': 'program',
                'verbose_name_plural': 'program',
                'indexes': [models.Index(fields=['sort_key', 'id'], name='programme_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='programme_dates_in_order', violation_error_message='Programmet kan inte sluta innan det startar.'), models.UniqueConstraint(fields=('matter', 'name'), name='programme_name_once_per_matter', violation_error_message='Ärendet har redan ett program med det namnet.')],
            },
        ),
        migrations.CreateModel(
            name='ModelReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reviewed_on', models.DateField(verbose_name='dag')),
                ('organisation', models.TextField(max_length=5000, verbose_name='stöder organisationen målet?')),
                ('financing', models.TextField(max_length=5000, verbose_name='stöder finansieringen målet?')),
                ('recorded_at', models.DateTimeField(verbose_name='antecknad')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='model_reviews', to='coordination.decision', verbose_name='beslut')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='model_reviews', to='initiatives.programme')),
            ],
            options={
                'verbose_name': 'översyn av modellen',
                'verbose_name_plural': 'översyner av modellen',
                'ordering': ['-reviewed_on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='initiative',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='initiatives.programme', verbose_name='program'),
        ),
        migrations.CreateModel(
            name='HistoricalInitiative',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='namn')),
                ('summary', models.CharField(max_length=250, verbose_name='i en mening')),
                ('description', models.TextField(blank=True, max_length=10000, verbose_name='beskrivning')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='startar')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='slutar')),
                ('state', models.CharField(choices=[('planned', 'Planeras'), ('running', 'Pågår'), ('completed', 'Avslutad'), ('incorporated', 'Införlivad i ordinarie verksamhet'), ('stopped', 'Stoppad')], default='planned', max_length=20, verbose_name='läge')),
                ('completed_on', models.DateField(blank=True, null=True, verbose_name='avslutades')),
                ('stopped_reason', models.TextField(blank=True, max_length=2000, verbose_name='varför den stoppades')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='påhittad')),
                ('version', models.PositiveIntegerField(default=1)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='coordination.organization', verbose_name='leder')),
                ('matter', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='coordination.matter', verbose_name='eget ärende')),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='initiatives.programme', verbose_name='program')),
            ],
            options={
                'verbose_name': 'historical insats',
                'verbose_name_plural': 'historical insatser',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ProgrammeArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='sedan')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme_links', to='coordination.area')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programme_areas', to='coordination.decision', verbose_name='beslut')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='area_links', to='initiatives.programme')),
            ],
            options={
                'verbose_name': 'utpekat område',
                'verbose_name_plural': 'utpekade områden',
                'constraints': [models.UniqueConstraint(fields=('programme', 'area'), name='programme_area_once', violation_error_message='Området hör redan till programmet.')],
            },
        ),
        migrations.AddField(
            model_name='programme',
            name='areas',
            field=models.ManyToManyField(related_name='programmes', through='initiatives.ProgrammeArea', to='coordination.area', verbose_name='områden'),
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(fields=['programme', 'sort_key', 'id'], name='initiative_programme_list'),
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(fields=['programme', 'state'], name='initiative_state_counts'),
        ),
    ]
