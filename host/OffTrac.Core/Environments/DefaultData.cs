using System.Globalization;
using Dapper;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>The rows that a new environment begins with, as Trac gives them.</summary>
internal static class DefaultData
{
    private static readonly string[] s_anonymous =
    [
        "BROWSER_VIEW", "CHANGESET_VIEW", "FILE_VIEW", "LOG_VIEW", "MILESTONE_VIEW", "REPORT_SQL_VIEW", "REPORT_VIEW", "ROADMAP_VIEW",
        "SEARCH_VIEW", "TICKET_VIEW", "TIMELINE_VIEW", "WIKI_VIEW",
    ];

    private static readonly string[] s_authenticated = ["TICKET_CREATE", "TICKET_MODIFY", "WIKI_CREATE", "WIKI_MODIFY"];

    private static readonly (string Type, string[] Names)[] s_enums =
    [
        ("resolution", ["fixed", "invalid", "wontfix", "duplicate", "worksforme"]),
        ("priority", ["blocker", "critical", "major", "minor", "trivial"]),
        ("ticket_type", ["defect", "enhancement", "task"]),
    ];

    public static async Task InsertVersionsAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var value = TracSchema.Version.ToString(CultureInfo.InvariantCulture);
        await InsertAsync(
            session,
            "INSERT INTO system (name, value) VALUES (@name, @value)",
            new[] { new { name = "initial_database_version", value }, new { name = "database_version", value } },
            cancellation).ConfigureAwait(false);
    }

    public static async Task InsertAsync(IDatabaseSession session, TimeProvider time, CancellationToken cancellation)
    {
        await InsertAsync(
            session,
            "INSERT INTO component (name, owner) VALUES (@name, 'somebody')",
            Numbered("component", 2),
            cancellation).ConfigureAwait(false);
        await InsertAsync(
            session,
            "INSERT INTO milestone (name, due, completed) VALUES (@name, 0, 0)",
            Numbered("milestone", 4),
            cancellation).ConfigureAwait(false);
        await InsertAsync(
            session,
            "INSERT INTO version (name, time) VALUES (@name, 0)",
            new[] { new { name = "1.0" }, new { name = "2.0" } },
            cancellation).ConfigureAwait(false);
        await InsertAsync(
            session,
            "INSERT INTO enum (type, name, value) VALUES (@type, @name, @value)",
            s_enums.SelectMany(e => e.Names.Select((name, i) => new { type = e.Type, name, value = (i + 1).ToString(CultureInfo.InvariantCulture) })),
            cancellation).ConfigureAwait(false);
        await InsertAsync(
            session,
            "INSERT INTO permission (username, action) VALUES (@username, @action)",
            s_anonymous.Select(action => new { username = "anonymous", action })
                .Concat(s_authenticated.Select(action => new { username = "authenticated", action })),
            cancellation).ConfigureAwait(false);
        await InsertAsync(
            session,
            "INSERT INTO report (title, query, description) VALUES (@Title, @Query, @Description)",
            DefaultReports.All,
            cancellation).ConfigureAwait(false);
        await InsertAsync(
            session,
            """INSERT INTO wiki (name, version, time, author, text, "comment", readonly) VALUES (@Name, 1, @time, @author, @Text, NULL, @IsReadOnly)""",
            DefaultPages.All.Select(page => new
            {
                page.Name, page.Text, time = TracTime.ToMicroseconds(time.GetUtcNow()), author = DefaultPages.Author, IsReadOnly = page.IsReadOnly ? 1 : 0,
            }),
            cancellation).ConfigureAwait(false);
    }

    private static IEnumerable<object> Numbered(string name, int count) =>
        Enumerable.Range(1, count).Select(number => new { name = name + number.ToString(CultureInfo.InvariantCulture) });

    private static Task InsertAsync(IDatabaseSession session, string sql, object rows, CancellationToken cancellation) =>
        session.Connection.ExecuteAsync(new CommandDefinition(sql, rows, session.Transaction, cancellationToken: cancellation));
}
