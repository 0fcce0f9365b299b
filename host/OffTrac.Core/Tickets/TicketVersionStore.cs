using System.Data.Common;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Rows of <c>version</c>. A date that is not set is 0, or NULL where others wrote it.</summary>
public sealed class TicketVersionStore(IDatabase database) : ITicketVersionStore
{
    private const string Select = """SELECT "name", "time", "description" FROM "version" WHERE "name" """;

    public async ValueTask<TicketVersion?> FindAsync(string name, CancellationToken cancellation) => await database.ReadAsync(
        name, static (session, name, cancellation) => FindAsync(name, session, cancellation), cancellation).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<TicketVersion>> ListAsync(CancellationToken cancellation) => database.ReadAsync(
        0,
        static async ValueTask<IReadOnlyList<TicketVersion>> (session, _, cancellation) =>
        {
            var rows = await session.QueryAsync<Row>(Select + "IS NOT NULL", null, cancellation).ConfigureAwait(false);
            return
            [
                .. rows.Select(row => row.ToVersion())
                    .OrderByDescending(version => version.Time ?? DateTimeOffset.MaxValue)
                    .ThenByDescending(version => version.Name, NaturalOrder.Instance),
            ];
        },
        cancellation);

    public ValueTask<TicketVersion> CreateAsync(TicketVersion version, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync(Clean(version), InsertAsync, scope, cancellation);

    public ValueTask<TicketVersion> UpdateAsync(
        string name, TicketVersion version, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync((name, Clean(version)), StoreAsync, scope, cancellation);

    public async ValueTask DeleteAsync(string name, IWriteScope? scope, CancellationToken cancellation) =>
        await database.WriteAsync(
            name,
            static async (scope, name, cancellation) =>
            {
                if (await scope.ExecuteAsync("""DELETE FROM "version" WHERE "name" = @name""", new { name }, cancellation)
                    .ConfigureAwait(false) == 0)
                    throw NotFound(name);
                await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
                return 0;
            },
            scope,
            cancellation).ConfigureAwait(false);

    private static TicketVersion Clean(TicketVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var name = TracText.SimplifySpace(version.Name);
        return name.Length == 0
            ? throw new TracException("Invalid version name.")
            : version with { Name = name, Time = version.Time is { } time ? TracTime.Truncate(time) : null };
    }

    private static async ValueTask<TicketVersion> InsertAsync(IWriteScope scope, TicketVersion version, CancellationToken cancellation)
    {
        var inserted = await scope.ExecuteAsync(
            """INSERT INTO "version" ("name", "time", "description") VALUES (@Name, @time, @description) ON CONFLICT DO NOTHING""",
            new { version.Name, time = Stored(version.Time), description = version.Description.Length == 0 ? null : version.Description },
            cancellation).ConfigureAwait(false);
        if (inserted == 0)
            throw Exists(version.Name);
        await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
        return version;
    }

    /// <summary>Trac stores an empty description as NULL in a new row only.</summary>
    private static async ValueTask<TicketVersion> StoreAsync(
        IWriteScope scope, (string Old, TicketVersion Version) state, CancellationToken cancellation)
    {
        var (old, version) = state;
        try
        {
            var updated = await scope.ExecuteAsync(
                """UPDATE "version" SET "name" = @Name, "time" = @time, "description" = @Description WHERE "name" = @old""",
                new { version.Name, time = Stored(version.Time), version.Description, old },
                cancellation).ConfigureAwait(false);
            if (updated == 0)
                throw NotFound(old);
        }
        catch (DbException failure) when (KeyViolation.Is(failure))
        {
            throw Exists(version.Name);
        }

        await TicketColumn.RenameAsync("version", old, version.Name, scope, cancellation).ConfigureAwait(false);
        await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
        return version;
    }

    private static async ValueTask<TicketVersion?> FindAsync(string name, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(Select + "= @name", new { name }, cancellation).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0].ToVersion();
    }

    private static long Stored(DateTimeOffset? time) => time is { } given ? TracTime.ToMicroseconds(given) : 0;

    private static ResourceNotFoundException NotFound(string name) => new($"Version {name} does not exist.");

    private static ResourceExistsException Exists(string name) => new($"Version \"{name}\" already exists.");

    private sealed class Row
    {
        public required string Name { get; init; }

        public long? Time { get; init; }

        public string? Description { get; init; }

        public TicketVersion ToVersion() => new()
        {
            Name = Name,
            Time = Time is null or 0 ? null : TracTime.FromMicroseconds(Time.Value),
            Description = Description ?? "",
        };
    }
}
