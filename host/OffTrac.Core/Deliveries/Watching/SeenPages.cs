using OffTrac.Core.Storage;
using OffTrac.Core.Wiki;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Deliveries.Watching;

/// <summary>Up to which version each page is known, how many versions it had, and of when the last one is. See <see cref="SeenTickets"/>.</summary>
internal sealed class SeenPages(DatabaseEngine engine, TimeProvider time)
{
    private readonly string _locking = engine == DatabaseEngine.PostgreSql ? " FOR UPDATE" : "";

    /// <summary>What others changed of a page since it was looked at last, oldest first; it counts as seen then.</summary>
    /// <param name="name">The page.</param>
    /// <param name="own">Version that we store in this transaction, which is not among them; 0 for none.</param>
    /// <param name="scope">Where to look and write.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    public async ValueTask<IReadOnlyList<ChangeEvent>> TakeAsync(string name, int own, IWriteScope scope, CancellationToken cancellation)
    {
        var seen = await ClaimAsync(name, scope, cancellation).ConfigureAwait(false);
        var now = await NowAsync(name, scope, cancellation).ConfigureAwait(false);
        if (now is null)
            return await GoneAsync(name, seen, scope, cancellation).ConfigureAwait(false);
        if (seen == now)
            return [];
        await SetAsync(now, scope, cancellation).ConfigureAwait(false);
        if (seen is null && own == 0 && await RenamedFromAsync(now, scope, cancellation).ConfigureAwait(false) is { } old)
            return [await RenamedAsync(name, old, scope, cancellation).ConfigureAwait(false)];
        var events = new List<ChangeEvent>();
        for (var version = (int)(seen?.Version ?? 0) + 1; version <= now.Version; version++)
        {
            if (version != own && await VersionAsync(name, version, scope, cancellation).ConfigureAwait(false) is { } stored)
                events.Add(stored);
        }

        if (own == 0 && seen is not null && now.Version < seen.Version)
            events.Add(await VersionGoneAsync(seen, scope, cancellation).ConfigureAwait(false));
        return events;
    }

    /// <summary>A page of which we have deleted or renamed something ourselves.</summary>
    public async ValueTask SeeAsync(string name, IWriteScope scope, CancellationToken cancellation)
    {
        await ClaimAsync(name, scope, cancellation).ConfigureAwait(false);
        if (await NowAsync(name, scope, cancellation).ConfigureAwait(false) is { } now)
            await SetAsync(now, scope, cancellation).ConfigureAwait(false);
        else
            await ForgetAsync(name, scope, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask ForgetAsync(string name, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync("DELETE FROM offtrac_seen_wiki WHERE name = @name", new { name }, cancellation).ConfigureAwait(false);

    private static async ValueTask SetAsync(SeenPage page, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            "UPDATE offtrac_seen_wiki SET version = @Version, versions = @Versions, time = @Time WHERE name = @Name", page, cancellation)
            .ConfigureAwait(false);

    private async ValueTask<SeenPage?> ClaimAsync(string name, IWriteScope scope, CancellationToken cancellation)
    {
        var isNew = await scope.ExecuteAsync(
            "INSERT INTO offtrac_seen_wiki (name, version, versions, time) VALUES (@name, 0, 0, 0) ON CONFLICT DO NOTHING", new { name }, cancellation)
            .ConfigureAwait(false) == 1;
        return isNew ? null : await OneAsync(
            $"""SELECT name AS "Name", version AS "Version", versions AS "Versions", time AS "Time" FROM offtrac_seen_wiki WHERE name = @name{_locking}""",
            new { name },
            scope,
            cancellation).ConfigureAwait(false);
    }

    private static ValueTask<SeenPage?> NowAsync(string name, IWriteScope scope, CancellationToken cancellation) => OneAsync(
        """
        SELECT w.name AS "Name", w.version AS "Version", c.versions AS "Versions", w.time AS "Time" FROM wiki AS w
        JOIN (SELECT MAX(version) AS version, COUNT(*) AS versions FROM wiki WHERE name = @name) AS c ON c.version = w.version
        WHERE w.name = @name
        """,
        new { name },
        scope,
        cancellation);

    private static async ValueTask<SeenPage?> OneAsync(string sql, object values, IWriteScope scope, CancellationToken cancellation) =>
        (await scope.QueryAsync<SeenPage>(sql, values, cancellation).ConfigureAwait(false)) is [var page, ..] ? page : null;

    private async ValueTask<IReadOnlyList<ChangeEvent>> GoneAsync(string name, SeenPage? seen, IWriteScope scope, CancellationToken cancellation)
    {
        await ForgetAsync(name, scope, cancellation).ConfigureAwait(false);
        return seen is null
            ? []
            : [new WikiPageDeleted { Page = PageOf(seen), Time = TracTime.Truncate(time.GetUtcNow()), Origin = ChangeOrigin.Elsewhere }];
    }

    /// <summary>Trac renames all versions of a page as they are: a page that went, and had the same, is the one.</summary>
    private static async ValueTask<string?> RenamedFromAsync(SeenPage page, IWriteScope scope, CancellationToken cancellation)
    {
        var names = await scope.QueryAsync<string>(
            """
            SELECT s.name FROM offtrac_seen_wiki AS s
            WHERE s.version = @Version AND s.versions = @Versions AND s.time = @Time AND s.name <> @Name
            AND NOT EXISTS (SELECT 1 FROM wiki AS w WHERE w.name = s.name)
            """,
            page,
            cancellation).ConfigureAwait(false);
        return names.Count == 1 ? names[0] : null;
    }

    private async ValueTask<ChangeEvent> RenamedAsync(string name, string old, IWriteScope scope, CancellationToken cancellation)
    {
        await ForgetAsync(old, scope, cancellation).ConfigureAwait(false);
        return new WikiPageRenamed
        {
            Page = (await WikiRows.FindAsync(name, null, scope, cancellation).ConfigureAwait(false))!,
            OldName = old,
            Time = TracTime.Truncate(time.GetUtcNow()),
            Origin = ChangeOrigin.Elsewhere,
        };
    }

    private static async ValueTask<ChangeEvent?> VersionAsync(string name, int version, IWriteScope scope, CancellationToken cancellation)
    {
        if (await WikiRows.FindAsync(name, version, scope, cancellation).ConfigureAwait(false) is not { } page)
            return null;
        if (version == 1)
            return new WikiPageAdded { Page = page, Comment = page.Comment, Author = page.Author, Time = page.Time, Origin = ChangeOrigin.Elsewhere };
        var before = await WikiRows.FindAsync(name, version - 1, scope, cancellation).ConfigureAwait(false);
        return new WikiPageChanged
        {
            Page = page, OldText = before?.Text, Comment = page.Comment, Author = page.Author, Time = page.Time, Origin = ChangeOrigin.Elsewhere,
        };
    }

    private async ValueTask<ChangeEvent> VersionGoneAsync(SeenPage seen, IWriteScope scope, CancellationToken cancellation) => new WikiPageVersionDeleted
    {
        Page = (await WikiRows.FindAsync(seen.Name, null, scope, cancellation).ConfigureAwait(false))!,
        Deleted = PageOf(seen),
        Time = TracTime.Truncate(time.GetUtcNow()),
        Origin = ChangeOrigin.Elsewhere,
    };

    private static WikiPage PageOf(SeenPage seen) =>
        new() { Name = seen.Name, Version = (int)seen.Version, Time = TracTime.FromMicroseconds(seen.Time) };
}
