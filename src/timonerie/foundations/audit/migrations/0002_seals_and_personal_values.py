from django.db import migrations, models


def drop_old_guards(apps, schema_editor):
    """The guards of the first version had names of their own; those of today are put on later."""
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS audit_event_no_{act}")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS audit_event_no_change ON audit_event")
        schema_editor.execute("DROP FUNCTION IF EXISTS audit_event_refuse()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(drop_old_guards, migrations.RunPython.noop),
        # Events already written keep the first version of the seal: nothing rewrites history.
        migrations.AddField(
            model_name="event",
            name="version",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="version du sceau"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="head", name="clock", field=models.DateTimeField(null=True)
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["company_id", "user_id", "seq"], name="audit_event_author"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["company_id", "act", "seq"], name="audit_event_act"),
        ),
        migrations.CreateModel(
            name="PersonalValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("company_id", models.BigIntegerField(verbose_name="société")),
                ("ref", models.CharField(max_length=32, unique=True, verbose_name="référence")),
                ("subject", models.CharField(blank=True, max_length=64, verbose_name="personne")),
                ("key", models.CharField(max_length=64, verbose_name="clé")),
                ("value", models.TextField(verbose_name="valeur")),
            ],
            options={
                "verbose_name": "valeur personnelle",
                "verbose_name_plural": "valeurs personnelles",
                "indexes": [models.Index(fields=["company_id", "subject"], name="audit_personal_subject")],
            },
        ),
    ]
