using System.Data.Common;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Rows of <c>component</c>.</summary>
public sealed class TicketComponentStore(IDatabase database) : ITicketComponentStore
{
    private const string Select = """SELECT "name", "owner", "description" FROM "component" WHERE "name" """;

    public ValueTask<TicketComponent?> FindAsync(string name, CancellationToken cancellation) => database.ReadAsync(
        name,
        static async (session, name, cancellation) =>
        {
            var rows = await session.QueryAsync<Row>(Select + "= @name", new { name }, cancellation).ConfigureAwait(false);
            return rows.Count == 0 ? null : rows[0].ToComponent();
        },
        cancellation);

    public ValueTask<IReadOnlyList<TicketComponent>> ListAsync(CancellationToken cancellation) => database.ReadAsync(
        0,
        static async ValueTask<IReadOnlyList<TicketComponent>> (session, _, cancellation) =>
        {
            var rows = await session.QueryAsync<Row>(Select + """IS NOT NULL ORDER BY "name" """, null, cancellation).ConfigureAwait(false);
            return [.. rows.Select(row => row.ToComponent())];
        },
        cancellation);

    public ValueTask<TicketComponent> CreateAsync(TicketComponent component, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync(Clean(component), InsertAsync, scope, cancellation);

    public ValueTask<TicketComponent> UpdateAsync(
        string name, TicketComponent component, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync((name, Clean(component)), StoreAsync, scope, cancellation);

    public async ValueTask DeleteAsync(string name, IWriteScope? scope, CancellationToken cancellation) =>
        await database.WriteAsync(
            name,
            static async (scope, name, cancellation) =>
            {
                if (await scope.ExecuteAsync("""DELETE FROM "component" WHERE "name" = @name""", new { name }, cancellation)
                    .ConfigureAwait(false) == 0)
                    throw NotFound(name);
                await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
                return 0;
            },
            scope,
            cancellation).ConfigureAwait(false);

    private static TicketComponent Clean(TicketComponent component)
    {
        ArgumentNullException.ThrowIfNull(component);
        var name = TracText.SimplifySpace(component.Name);
        return name.Length == 0
            ? throw new TracException("Invalid component name.")
            : component with { Name = name, Owner = TracText.SimplifySpace(component.Owner) };
    }

    private static async ValueTask<TicketComponent> InsertAsync(
        IWriteScope scope, TicketComponent component, CancellationToken cancellation)
    {
        var inserted = await scope.ExecuteAsync(
            """INSERT INTO "component" ("name", "owner", "description") VALUES (@Name, @owner, @description) ON CONFLICT DO NOTHING""",
            new { component.Name, owner = Stored(component.Owner), description = Stored(component.Description) },
            cancellation).ConfigureAwait(false);
        if (inserted == 0)
            throw Exists(component.Name);
        await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
        return component;
    }

    private static async ValueTask<TicketComponent> StoreAsync(
        IWriteScope scope, (string Old, TicketComponent Component) state, CancellationToken cancellation)
    {
        var (old, component) = state;
        try
        {
            var updated = await scope.ExecuteAsync(
                """UPDATE "component" SET "name" = @Name, "owner" = @owner, "description" = @description WHERE "name" = @old""",
                new { component.Name, owner = Stored(component.Owner), description = Stored(component.Description), old },
                cancellation).ConfigureAwait(false);
            if (updated == 0)
                throw NotFound(old);
        }
        catch (DbException failure) when (KeyViolation.Is(failure))
        {
            throw Exists(component.Name);
        }

        if (!string.Equals(old, component.Name, StringComparison.Ordinal))
        {
            await TicketColumn.RenameAsync("component", old, component.Name, scope, cancellation).ConfigureAwait(false);
            await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
        }

        return component;
    }

    private static string? Stored(string text) => text.Length == 0 ? null : text;

    private static ResourceNotFoundException NotFound(string name) => new($"Component {name} does not exist.");

    private static ResourceExistsException Exists(string name) => new($"Component \"{name}\" already exists.");

    private sealed class Row
    {
        public required string Name { get; init; }

        public string? Owner { get; init; }

        public string? Description { get; init; }

        public TicketComponent ToComponent() => new() { Name = Name, Owner = Owner ?? "", Description = Description ?? "" };
    }
}
