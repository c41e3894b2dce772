"""The sheets of the workbook: which rows and columns each shows, and what it is for."""

from dataclasses import dataclass

from macros.portfolio.query import Query, Selection, select

from .basis import Basis

OPEN = "state == 'proposed' or state == 'active' or state == 'on-hold'"


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of ``dataset`` as ``query`` asks for them. ``about`` says in a sentence what they are.

    ``linked`` says that the first column, a title, leads to the row's page.
    """

    title: str
    dataset: str
    about: str
    query: Query
    linked: bool = False

    def selection(self, basis: Basis) -> Selection:
        """Its columns and rows."""
        return select(basis.rows(self.dataset), self.query, basis.datasets[self.dataset], basis.today)


SHEETS = (
    Sheet(
        "Status",
        "projects",
        "Projects that are proposed, active or on hold, the worst rating first.",
        Query(
            where=OPEN,
            sort="-rating,title",
            columns="title,programme,phase,state,rating,trend,ratings,report_date,percent_complete,finish,"
            "forecast_finish,finish_slip_days,currency,budget,forecast_cost,cost_variance_at_finish,"
            "next_milestone,next_milestone_date,warnings",
        ),
        linked=True,
    ),
    Sheet(
        "Projects",
        "projects",
        "Every project of the register as approved, the closed ones too.",
        Query(
            columns="title,id,reference,programme,category,tier,phase,state,rating,sponsor,manager,start,finish,"
            "finished,currency,budget,first_finish,first_budget,rebaselines,objectives,summary"
        ),
        linked=True,
    ),
    Sheet(
        "Milestones",
        "milestones",
        "Every milestone with its approved, forecast and actual day.",
        Query(
            columns="title,project,programme,gate,state,first_baseline,baseline,forecast,actual,slip_days,"
            "slip_from_first_days"
        ),
    ),
    Sheet(
        "Reports",
        "reports",
        "Every status report up to the day, newest first.",
        Query(
            columns="project,date,rating,assurance_rating,percent_complete,currency,earned_value,actual_cost,"
            "forecast_cost,forecast_finish,rationale"
        ),
    ),
    Sheet(
        "Risks",
        "risks",
        "Risks in the current reports of open projects, the highest score first.",
        Query(columns="title,project,likelihood,impact,score,strategy,owner,due,overdue"),
    ),
    Sheet(
        "Issues",
        "issues",
        "Issues in the current reports of open projects, the highest score first.",
        Query(columns="title,project,urgency,impact,score,owner,due,overdue"),
    ),
    Sheet(
        "Decisions",
        "decisions",
        "Decisions that the current reports of open projects wait for, the earliest first.",
        Query(columns="title,project,by,due,overdue"),
    ),
    Sheet(
        "Dependencies",
        "dependencies",
        "What open projects need from other projects, the earliest first.",
        Query(columns="project,needs,title,need_by,expected,late_days,note"),
    ),
    Sheet(
        "Resources",
        "demand",
        "Demand of active projects for each role against its capacity, by month.",
        Query(columns="role,month,capacity,demand,shortage,utilisation,projects"),
    ),
    Sheet(
        "Benefits",
        "benefits",
        "Benefits planned and realised.",
        Query(columns="title,project,programme,measure,target,due,owner,state,realised"),
    ),
    Sheet(
        "Key figures",
        "kpis",
        "The project office's own key figures, each with its formula.",
        Query(columns="title,value,unit,part,whole,formula"),
    ),
    Sheet(
        "Lessons",
        "lessons",
        "Every lesson, newest first.",
        Query(
            columns="title,level,status,categories,project,date,recommendation,summary,owner,review_by,applied_to"
        ),
        linked=True,
    ),
    Sheet(
        "Warnings",
        "warnings",
        "Where a rating and the facts disagree, or a record has fallen behind.",
        Query(columns="project,warning,message,declared,says"),
    ),
)
"""In the order of the workbook; the sheet About comes last."""
