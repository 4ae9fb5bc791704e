from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "timonerie.domains.reporting"
    label = "reporting"
    verbose_name = "rapports"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.reporting import cycle_enums, guards, report_enums  # noqa: PLC0415
        from timonerie.foundations.jobs import planned, registry  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        triggers.declare(guards.declared)
        reports, cycles = report_enums.JobKind, cycle_enums.JobKind
        registry.add(reports.OPEN_REPORTS, f"{self.name}.tasks.open_reports")
        registry.add(cycles.OPEN_CYCLES, f"{self.name}.cycle_tasks.open_cycles")
        registry.add(cycles.FEED_CYCLE, f"{self.name}.cycle_tasks.feed_cycle")
        planned.add(reports.OPEN_REPORTS)
        planned.add(cycles.OPEN_CYCLES)
