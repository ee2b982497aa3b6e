"""The containers: pinned, healthy, without privileges, and not to be started without secrets."""

import re

import pytest
import yaml
from django.conf import settings

REFUSES_WITHOUT = ["SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "POSTGRES_PASSWORD", "EMAIL_URL"]
PINNED_TAG = re.compile(r"^[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+$")


def read(name: str) -> str:
    return (settings.BASE_DIR / name).read_text()


@pytest.fixture(scope="module")
def services() -> dict[str, dict]:
    return yaml.safe_load(read("docker-compose.yml"))["services"]


def test_compose_has_the_services_of_the_server_profile(services):
    assert set(services) == {"migrate", "web", "worker", "beat", "db", "redis"}


@pytest.mark.parametrize("name", REFUSES_WITHOUT)
def test_compose_refuses_to_start_without(name):
    uses = re.findall(r"\$\{" + name + r"(:\?[^}]+)?\}", read("docker-compose.yml"))

    assert uses != []
    assert all(uses)


def test_every_image_is_pinned(services):
    ours = services["web"]["image"]
    images = {service["image"] for service in services.values()} - {ours}
    images |= set(re.findall(r"^FROM (\S+)", read("Dockerfile"), re.MULTILINE))

    assert len(images) == 3
    assert [image for image in images if not PINNED_TAG.match(image)] == []


def test_every_lasting_service_has_a_health_check(services):
    has_own = {
        name for name, service in services.items() if "test" in service.get("healthcheck", {})
    }
    from_image = {"web"} if "\nHEALTHCHECK" in read("Dockerfile") else set()

    assert has_own | from_image == set(services) - {"migrate"}


def test_nothing_starts_before_the_tables_are_there(services):
    waits = {
        name: service["depends_on"].get("migrate", {}).get("condition")
        for name, service in services.items()
        if name not in {"migrate", "db", "redis"}
    }

    assert waits == dict.fromkeys(["web", "worker", "beat"], "service_completed_successfully")


def test_what_must_last_lies_in_volumes(services):
    volumes = {volume for service in services.values() for volume in service["volumes"]}

    assert volumes == {"files:/data", "database:/var/lib/postgresql/data", "queue:/data"}


def test_redis_keeps_the_queue_and_never_forgets(services):
    command = " ".join(services["redis"]["command"])

    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_image_runs_as_nobody_in_particular():
    assert re.findall(r"^USER (\S+)", read("Dockerfile"), re.MULTILINE) == ["kraftsam"]


def test_image_installs_the_locked_set():
    dockerfile = read("Dockerfile")

    assert "--require-hashes" in dockerfile
    assert "requirements/base.txt" in dockerfile
    assert '["ci", "--ignore-scripts"]' in dockerfile
