from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "timonerie.domains.reporting"
    label = "reporting"
    verbose_name = "rapports"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.reporting import guards  # noqa: PLC0415
        from timonerie.domains.reporting.report_enums import JobKind  # noqa: PLC0415
        from timonerie.foundations.jobs import planned, registry  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        triggers.declare(guards.declared)
        registry.add(JobKind.OPEN_REPORTS, f"{self.name}.tasks.open_reports")
        if JobKind.OPEN_REPORTS not in planned.HOURLY:
            planned.HOURLY.append(JobKind.OPEN_REPORTS)
        from timonerie.domains.reporting.cycle_enums import JobKind  # noqa: PLC0415
        from timonerie.foundations.jobs import planned, registry  # noqa: PLC0415

        registry.add(JobKind.OPEN_CYCLES, f"{self.name}.cycle_tasks.open_cycles")
        registry.add(JobKind.FEED_CYCLE, f"{self.name}.cycle_tasks.feed_cycle")
        if JobKind.OPEN_CYCLES not in planned.HOURLY:
            planned.HOURLY.append(JobKind.OPEN_CYCLES)
        # Models exist by now.
        from timonerie.domains.reporting import guards  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        triggers.declare(guards.declared)
