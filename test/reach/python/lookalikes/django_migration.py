from django.db import migrations


def forwards(apps, schema_editor):
    Price = apps.get_model('shop', 'Price')
    for price in Price.objects.all():
        price.amount = price.amount * 100
        price.save()


def backwards(apps, schema_editor):
    Price = apps.get_model('shop', 'Price')
    for price in Price.objects.all():
        price.amount = price.amount / 100
        price.save()


class Migration(migrations.Migration):
    operations = [migrations.RunPython(forwards, backwards)]
