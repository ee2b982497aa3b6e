import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('coordination', '0001_foundation'),
        ('coordination', '__first__'),
        ('funding', '0001_foundation'),
        ('initiatives', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='namn')),
                ('definition', models.TextField(max_length=2000, verbose_name='definition')),
                ('unit', models.CharField(max_length=40, verbose_name='enhet')),
                ('direction', models.CharField(choices=[('higher', 'Högre är bättre'), ('lower', 'Lägre är bättre')], max_length=20, verbose_name='riktning')),
                ('shows_complement', models.BooleanField(default=False, verbose_name='visas som 100 minus källans värde')),
                ('period', models.CharField(choices=[('year', 'Varje år'), ('half_year', 'Varje halvår'), ('quarter', 'Varje kvartal'), ('month', 'Varje månad'), ('occasion', 'Vid enstaka tillfällen')], default='year', max_length=20, verbose_name='mäts')),
                ('decimals', models.PositiveSmallIntegerField(default=1, verbose_name='decimaler')),
                ('source_name', models.CharField(max_length=200, verbose_name='källa')),
                ('kolada_id', models.CharField(blank=True, max_length=10, verbose_name='nyckeltal i Kolada')),
                ('baseline_value', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='utgångsvärde')),
                ('baseline_on', models.DateField(blank=True, null=True, verbose_name='utgångsvärdet gäller')),
                ('target_value', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='målvärde')),
                ('target_on', models.DateField(blank=True, null=True, verbose_name='målet nås senast')),
                ('state', models.CharField(choices=[('proposed', 'Föreslagen'), ('agreed', 'Överenskommen')], default='proposed', max_length=20, verbose_name='läge')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='överenskommen')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='påhittad')),
                ('sort_key', models.CharField(editable=False, max_length=255)),
                ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='initiatives.initiative', verbose_name='insats')),
                ('municipality', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.organization')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='coordination.organization', verbose_name='ansvarar för mätningen')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='initiatives.programme', verbose_name='program')),
            ],
            options={
                'verbose_name': 'indikator',
                'verbose_name_plural': 'indikatorer',
                'indexes': [models.Index(fields=['sort_key', 'id'], name='indicator_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(('programme__isnull', True), ('initiative__isnull', True), _connector='OR'), name='indicator_of_one_thing', violation_error_message='Välj antingen ett program eller en insats.'), models.CheckConstraint(condition=models.Q(models.Q(('baseline_on__isnull', True), ('baseline_value__isnull', True)), models.Q(('baseline_on__isnull', False), ('baseline_value__isnull', False)), _connector='OR'), name='indicator_baseline_has_day', violation_error_message='Skriv vilken dag utgångsvärdet gäller.'), models.CheckConstraint(condition=models.Q(models.Q(('target_on__isnull', True), ('target_value__isnull', True)), models.Q(('target_on__isnull', False), ('target_value__isnull', False)), _connector='OR'), name='indicator_target_has_day', violation_error_message='Skriv när målet ska vara nått.'), models.CheckConstraint(condition=models.Q(('decimals__lte', 4)), name='indicator_decimals_as_stored'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_on__isnull', False), ('state', 'agreed')), models.Q(('agreed_on__isnull', True), ('state', 'proposed')), _connector='OR'), name='indicator_agreed_has_day'), models.UniqueConstraint(models.F('organization'), models.F('name'), models.F('version'), django.db.models.functions.comparison.Coalesce('programme', 0), django.db.models.functions.comparison.Coalesce('initiative', 0), name='indicator_name_once', violation_error_message='Det finns redan en indikator med det namnet.')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measured_on', models.DateField(verbose_name='avser')),
                ('comparison', models.CharField(blank=True, max_length=60, verbose_name='jämförelse')),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='värde')),
                ('status', models.CharField(choices=[('measured', 'Uppmätt'), ('missing', 'Uppgift saknas'), ('suppressed', 'Får inte redovisas')], default='measured', max_length=20, verbose_name='uppgift')),
                ('source', models.CharField(max_length=200, verbose_name='källa')),
                ('retrieved_on', models.DateField(verbose_name='hämtad')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='varför det rättas')),
                ('is_approximate', models.BooleanField(default=False, verbose_name='ungefärligt')),
                ('is_fictitious', models.BooleanField(default=False, verbose_name='påhittat')),
                ('recorded_at', models.DateTimeField(verbose_name='antecknad')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='antecknad av')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='evaluation.measurement', verbose_name='rättar')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='evaluation.indicator')),
            ],
            options={
                'verbose_name': 'mätvärde',
                'verbose_name_plural': 'mätvärden',
                'ordering': ['measured_on', 'comparison', 'pk'],
                'indexes': [models.Index(fields=['indicator', '-measured_on'], name='measurement_latest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('indicator', 'comparison', 'measured_on'), name='measurement_once_per_period', violation_error_message='Det finns redan ett värde för perioden. Rätta det.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'measured'), ('value__isnull', False)), models.Q(models.Q(('status', 'measured'), _negated=True), ('value__isnull', True)), _connector='OR'), name='measurement_missing_is_not_zero'), models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='measurement_corrected_with_reason', violation_error_message='Skriv varför värdet rättas.')],
            },
        ),
        migrations.CreateModel(
            name='AnswerSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='uppgifter per')),
                ('known_at', models.DateTimeField(verbose_name='känt')),
                ('state', models.CharField(choices=[('queued', 'Väntar'), ('running', 'Upprättas'), ('done', 'Klar'), ('failed', 'Gick inte att upprätta')], default='queued', max_length=20, verbose_name='läge')),
                ('requested_at', models.DateTimeField(verbose_name='beställd')),
                ('key', models.CharField(blank=True, editable=False, max_length=64)),
                ('steps_done', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='försök')),
                ('error', models.TextField(blank=True, verbose_name='vad som gick fel')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='klar')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_sheets', to='coordination.decision', verbose_name='beslut')),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.document', verbose_name='handling')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beställd av')),
            ],
            options={
                'verbose_name': 'svar på de fyra frågorna',
                'verbose_name_plural': 'svar på de fyra frågorna',
                'ordering': ['-requested_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'requested_at'], name='answer_sheet_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('document__isnull', False), ('finished_at__isnull', False)), _connector='OR'), name='answer_sheet_done_has_document'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('decision', 'requested_by', 'key'), name='answer_sheet_ordered_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowUpReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('completed_on', models.DateField(verbose_name='blev klart')),
                ('due_on', models.DateField(verbose_name='senast')),
                ('state', models.CharField(choices=[('due', 'Ska skrivas'), ('draft', 'Utkast'), ('filed', 'Inlämnad')], default='due', max_length=20, verbose_name='läge')),
                ('final_result', models.TextField(blank=True, max_length=10000, verbose_name='slutresultat')),
                ('contribution', models.TextField(blank=True, max_length=10000, verbose_name='så bidrog det till målet')),
                ('outcome_ore', models.BigIntegerField(blank=True, null=True, verbose_name='ekonomiskt utfall (öre)')),
                ('granted_ore', models.BigIntegerField(blank=True, null=True, verbose_name='beviljat (öre)')),
                ('deviation_reason', models.TextField(blank=True, max_length=5000, verbose_name='varför utfallet avviker')),
                ('surplus_reason', models.CharField(blank=True, choices=[('cheaper', 'Det blev billigare än beräknat'), ('not_possible', 'Delar av arbetet kunde inte göras'), ('other', 'Annat skäl')], max_length=20, verbose_name='varför pengar blev kvar')),
                ('deviation_in_execution', models.TextField(blank=True, max_length=5000, verbose_name='vad som inte blev som planerat')),
                ('filed_at', models.DateTimeField(blank=True, null=True, verbose_name='inlämnad')),
                ('receipt_number', models.CharField(max_length=30, null=True, unique=True, verbose_name='kvittens')),
                ('version', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inlämnad av')),
                ('grant', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_up_report', to='funding.grant', verbose_name='bidrag')),
                ('initiative', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_up_report', to='initiatives.initiative', verbose_name='insats')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_up_reports', to='coordination.matter', verbose_name='ärende')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_up_reports', to='coordination.organization', verbose_name='rapporteras av')),
            ],
            options={
                'verbose_name': 'uppföljningsrapport',
                'verbose_name_plural': 'uppföljningsrapporter',
                'indexes': [models.Index(fields=['filed_at', 'due_on', 'id'], name='report_owed')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('grant__isnull', False), ('initiative__isnull', True)), models.Q(('grant__isnull', True), ('initiative__isnull', False)), _connector='OR'), name='report_on_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'filed'), _negated=True), models.Q(('author__isnull', False), ('filed_at__isnull', False), ('receipt_number__isnull', False), models.Q(('final_result', ''), _negated=True)), _connector='OR'), name='report_filed_is_complete')],
            },
        ),
    ]
