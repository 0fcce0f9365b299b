using System.Data.Common;
using System.Globalization;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Rows of <c>enum</c>. The place in the order is a number as text.</summary>
public sealed class TicketEnumStore(IEnvironment environment, IDatabase database, TicketFields fields) : ITicketEnumStore
{
    /// <summary>From here on there is a column for descriptions.</summary>
    private const int DescribedSince = 44;

    private readonly bool _isDescribed = environment.DatabaseVersion >= DescribedSince;

    public ValueTask<IReadOnlyList<TicketEnumValue>> ListAsync(TicketEnumKind kind, CancellationToken cancellation) => database.ReadAsync(
        (store: this, kind),
        static (session, state, cancellation) => state.store.ReadAsync(state.kind, session, cancellation),
        cancellation);

    public ValueTask<TicketEnumValue> CreateAsync(
        TicketEnumKind kind, TicketEnumValue value, IWriteScope? scope, CancellationToken cancellation) => database.WriteAsync(
            (store: this, kind, Clean(kind, value)),
            static (scope, state, cancellation) => state.store.InsertAsync(state.kind, state.Item3, scope, cancellation),
            scope,
            cancellation);

    public ValueTask<TicketEnumValue> UpdateAsync(
        TicketEnumKind kind, string name, TicketEnumValue value, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync(
            (store: this, kind, name, Clean(kind, value)),
            static (scope, state, cancellation) => state.store.StoreAsync(state.kind, state.name, state.Item4, scope, cancellation),
            scope,
            cancellation);

    public ValueTask<bool> MoveAsync(TicketEnumKind kind, string name, bool isUp, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync(
            (store: this, kind, name, isUp),
            static (scope, state, cancellation) => state.store.SwapAsync(state.kind, state.name, state.isUp, scope, cancellation),
            scope,
            cancellation);

    public async ValueTask DeleteAsync(TicketEnumKind kind, string name, IWriteScope? scope, CancellationToken cancellation) =>
        await database.WriteAsync(
            (store: this, kind, name),
            static async (scope, state, cancellation) =>
            {
                await state.store.RemoveAsync(state.kind, state.name, scope, cancellation).ConfigureAwait(false);
                return 0;
            },
            scope,
            cancellation).ConfigureAwait(false);

    private static TicketEnumValue Clean(TicketEnumKind kind, TicketEnumValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var name = TracText.SimplifySpace(value.Name);
        return name.Length == 0 ? throw new TracException($"Invalid {Label(kind)} name.") : value with { Name = name };
    }

    private async ValueTask<IReadOnlyList<TicketEnumValue>> ReadAsync(
        TicketEnumKind kind, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<(string Name, string? Value, string? Description)>(
            $"""
            SELECT "name", "value", {(_isDescribed ? "\"description\"" : "NULL")} FROM "enum" WHERE "type" = @type AND "name" IS NOT NULL
            """,
            new { type = TypeOf(kind) },
            cancellation).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => new TicketEnumValue
            {
                Name = row.Name,
                Value = (int)TicketFieldChoices.LeadingInteger(row.Value),
                StoredValue = row.Value,
                Description = row.Description ?? "",
            }).OrderBy(value => value.Value),
        ];
    }

    private async ValueTask<TicketEnumValue> InsertAsync(
        TicketEnumKind kind, TicketEnumValue value, IWriteScope scope, CancellationToken cancellation)
    {
        if (value.StoredValue is "" || value is { StoredValue: null, Value: 0 })
        {
            var values = await ReadAsync(kind, scope, cancellation).ConfigureAwait(false);
            value = value with { Value = values.Count == 0 ? 1 : Math.Max(values[^1].Value, 0) + 1, StoredValue = null };
        }

        var inserted = await scope.ExecuteAsync(
            _isDescribed
                ? """
                  INSERT INTO "enum" ("type", "name", "value", "description") VALUES (@type, @name, @value, @description)
                  ON CONFLICT DO NOTHING
                  """
                : """INSERT INTO "enum" ("type", "name", "value") VALUES (@type, @name, @value) ON CONFLICT DO NOTHING""",
            Parameters(kind, value, value.Name),
            cancellation).ConfigureAwait(false);
        if (inserted == 0)
            throw Exists(kind, value.Name);
        await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
        return value;
    }

    private async ValueTask<TicketEnumValue> StoreAsync(
        TicketEnumKind kind, string name, TicketEnumValue value, IWriteScope scope, CancellationToken cancellation)
    {
        try
        {
            var updated = await scope.ExecuteAsync(
                $"""
                UPDATE "enum" SET "name" = @name, "value" = @value{(_isDescribed ? ", \"description\" = @description" : "")}
                WHERE "type" = @type AND "name" = @old
                """,
                Parameters(kind, value, name),
                cancellation).ConfigureAwait(false);
            if (updated == 0)
                throw NotFound(kind, name);
        }
        catch (DbException failure) when (KeyViolation.Is(failure))
        {
            throw Exists(kind, value.Name);
        }

        if (string.Equals(name, value.Name, StringComparison.Ordinal))
        {
            // Trac doesn't tell other processes of a mere change of order; this one at least must know.
            ((ICommitHooks)scope).AfterCommit(_ =>
            {
                fields.Forget();
                return default;
            });
            return value;
        }

        await TicketColumn.RenameAsync(ColumnOf(kind), name, value.Name, scope, cancellation).ConfigureAwait(false);
        await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
        return value;
    }

    private async ValueTask<bool> SwapAsync(
        TicketEnumKind kind, string name, bool isUp, IWriteScope scope, CancellationToken cancellation)
    {
        var values = await ReadAsync(kind, scope, cancellation).ConfigureAwait(false);
        var value = values.FirstOrDefault(value => value.Name == name) ?? throw NotFound(kind, name);
        var place = value.Value + (isUp ? -1 : 1);
        if (values.FirstOrDefault(value => value.Value == place) is not { } neighbour)
            return false;
        await StoreAsync(kind, name, value with { Value = place, StoredValue = null }, scope, cancellation).ConfigureAwait(false);
        await StoreAsync(kind, neighbour.Name, neighbour with { Value = value.Value, StoredValue = value.StoredValue }, scope, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>As in Trac the row goes by its place, and with it any other of that place.</summary>
    private async ValueTask RemoveAsync(TicketEnumKind kind, string name, IWriteScope scope, CancellationToken cancellation)
    {
        var values = await ReadAsync(kind, scope, cancellation).ConfigureAwait(false);
        var deleted = values.FirstOrDefault(value => value.Name == name) ?? throw NotFound(kind, name);
        await scope.ExecuteAsync(
            """
            DELETE FROM "enum" WHERE "type" = @type
            AND "value" = (SELECT "value" FROM "enum" WHERE "type" = @type AND "name" = @name)
            """,
            new { type = TypeOf(kind), name },
            cancellation).ConfigureAwait(false);
        foreach (var value in values)
        {
            if (IsNumber(value) && IsNumber(deleted) && value.Value > deleted.Value)
                await StoreAsync(kind, value.Name, value with { Value = value.Value - 1, StoredValue = null }, scope, cancellation).ConfigureAwait(false);
        }

        await CacheGenerations.BumpAsync(TicketFieldChoices.CacheKey, scope, cancellation).ConfigureAwait(false);
    }

    private static bool IsNumber(TicketEnumValue value) => value.StoredValue is { Length: > 0 } text && TracText.TryInteger(text, out _);

    private static object Parameters(TicketEnumKind kind, TicketEnumValue value, string old) => new
    {
        type = TypeOf(kind),
        name = value.Name,
        value = value.StoredValue ?? value.Value.ToString(CultureInfo.InvariantCulture),
        description = value.Description.Length == 0 ? null : value.Description,
        old,
    };

    private static string TypeOf(TicketEnumKind kind) => kind switch
    {
        TicketEnumKind.TicketType => "ticket_type",
        TicketEnumKind.Priority => "priority",
        TicketEnumKind.Severity => "severity",
        TicketEnumKind.Resolution => "resolution",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a list of values."),
    };

    private static string ColumnOf(TicketEnumKind kind) => kind == TicketEnumKind.TicketType ? "type" : TypeOf(kind);

    private static string Label(TicketEnumKind kind) => kind == TicketEnumKind.TicketType ? "Ticket Type" : kind.ToString();

    private static ResourceNotFoundException NotFound(TicketEnumKind kind, string name) => new($"{Label(kind)} {name} does not exist.");

    private static ResourceExistsException Exists(TicketEnumKind kind, string name) => new($"{Label(kind)} value \"{name}\" already exists");
}
