"""Working time: the office's calendar, its clocks, the judgement of every limit and its explanation. Pure."""

from loket.sla.calendar import (
    CalendarFault,
    DayOverride,
    Holiday,
    OfficeCalendar,
    WeekPattern,
    compile_calendar,
)
from loket.sla.clocks import OutsideHorizon, WorkingTime
from loket.sla.day import Day, Hours
from loket.sla.explain import ExplainLine, LineKind, explain, explain_text, format_when
from loket.sla.judge import Budget, Clock, Span, State, Verdict, due, judge, merge_spans, spans_outside
from loket.sla.words import format_working

__all__ = [
    "Budget",
    "CalendarFault",
    "Clock",
    "Day",
    "DayOverride",
    "ExplainLine",
    "Holiday",
    "Hours",
    "LineKind",
    "OfficeCalendar",
    "OutsideHorizon",
    "Span",
    "State",
    "Verdict",
    "WeekPattern",
    "WorkingTime",
    "compile_calendar",
    "due",
    "explain",
    "explain_text",
    "format_when",
    "format_working",
    "judge",
    "merge_spans",
    "spans_outside",
]
