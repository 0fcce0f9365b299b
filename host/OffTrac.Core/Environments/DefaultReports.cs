namespace OffTrac.Core.Environments;

/// <summary>The eight reports of a new environment. They answer what Trac's eight answer, on both engines.</summary>
internal static class DefaultReports
{
    private const string ByPriority = "CAST(p.value AS integer), t.type, t.time";
    private const string Open = "WHERE t.status <> 'closed'";
    private const string Accepted = "WHERE t.status = 'accepted'";
    private const string Hidden = "t.changetime AS _changetime, t.reporter AS _reporter";

    public static IReadOnlyList<DefaultReport> All { get; } =
    [
        new(
            "Open tickets",
            "All tickets that are not closed, most urgent first. The colour of a row is its priority.",
            Query(
                "t.id AS ticket, t.summary, t.component, t.version, t.milestone, t.type, t.owner, t.status, t.time AS created,",
                $"{Hidden}, t.description AS _description",
                Open,
                "CAST(p.value AS integer), t.milestone, t.type, t.time")),
        new(
            "Open tickets by version",
            "A group for each version, those without one last.",
            Query(
                "t.version AS __group__, t.id AS ticket, t.summary, t.component, t.type, t.owner, t.status, t.time AS created,",
                $"{Hidden}, t.description AS _description",
                Open,
                $"(t.version IS NULL), t.version, {ByPriority}")),
        new(
            "Open tickets by milestone",
            "A group for each milestone, those without one last.",
            Query(
                "t.milestone AS __group__, t.id AS ticket, t.summary, t.component, t.version, t.type, t.owner, t.status, t.time AS created,",
                $"{Hidden}, t.description AS _description",
                Open,
                $"(t.milestone IS NULL), t.milestone, {ByPriority}")),
        new(
            "Accepted tickets by owner",
            "What people are working on now.",
            Query(
                "t.owner AS __group__, t.id AS ticket, t.summary, t.component, t.milestone, t.type, t.time AS created,",
                $"{Hidden}, t.description AS _description",
                Accepted,
                $"t.owner, {ByPriority}")),
        new(
            "Accepted tickets by owner, with descriptions",
            "What people are working on now, each with its description in a row of its own.",
            Query(
                "t.owner AS __group__, t.id AS ticket, t.summary, t.component, t.milestone, t.type, t.time AS created,",
                $"{Hidden}, t.description AS _description_",
                Accepted,
                $"t.owner, {ByPriority}")),
        new(
            "All tickets by milestone",
            "Open and closed ones; closed tickets are grey, those of the reader bold.",
            Query(
                """
                t.milestone AS __group__,
                   CASE WHEN t.status = 'closed' THEN 'color: #777; background: #eee'
                        WHEN t.owner = $USER THEN 'font-weight: bold' END AS __style__,
                   t.id AS ticket, t.summary, t.component, t.status, t.resolution, t.version, t.type, t.priority, t.owner,
                """,
                "t.changetime AS modified, t.time AS _time, t.reporter AS _reporter",
                "",
                "(t.milestone IS NULL), t.milestone DESC, (t.status = 'closed'), CASE WHEN t.status = 'closed' THEN -t.changetime END, "
                + "CAST(p.value AS integer)")),
        new(
            "My tickets",
            "Open tickets that the reader owns, has reported or has commented on.",
            Query(
                """
                CASE WHEN t.owner = $USER AND t.status = 'accepted' THEN 'Accepted'
                        WHEN t.owner = $USER THEN 'Owned'
                        WHEN t.reporter = $USER THEN 'Reported'
                        ELSE 'Commented' END AS __group__,
                   t.id AS ticket, t.summary, t.component, t.version, t.milestone, t.type, t.priority, t.time AS created,
                """,
                $"{Hidden}, t.description AS _description",
                """
                WHERE t.status <> 'closed' AND (t.owner = $USER OR t.reporter = $USER OR EXISTS (
                   SELECT 1 FROM ticket_change c WHERE c.ticket = t.id AND c.field = 'comment' AND c.author = $USER))
                """,
                "CASE WHEN t.owner = $USER AND t.status = 'accepted' THEN 1 WHEN t.owner = $USER THEN 2 WHEN t.reporter = $USER THEN 3 ELSE 4 END, "
                + ByPriority)),
        new(
            "Open tickets, mine first",
            "All tickets that are not closed; those of the reader are the first group.",
            Query(
                """
                CASE WHEN t.owner = $USER THEN 'My tickets' ELSE 'Other tickets' END AS __group__,
                   t.id AS ticket, t.summary, t.component, t.version, t.milestone, t.type, t.owner, t.status, t.time AS created,
                """,
                $"{Hidden}, t.description AS _description",
                Open,
                $"CASE WHEN t.owner = $USER THEN 1 ELSE 2 END, {ByPriority}")),
    ];

    private static string Query(string shown, string hidden, string where, string order) => string.Join('\n', new[]
    {
        "SELECT p.value AS __color__,",
        "   " + shown,
        "   " + hidden,
        "FROM ticket t",
        "LEFT JOIN enum p ON p.type = 'priority' AND p.name = t.priority",
        where,
        "ORDER BY " + order,
    }.Where(line => line.Length > 0)) + "\n";
}
