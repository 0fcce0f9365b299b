using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// The row that lets one process per database dispatch. PostgreSQL's own clock decides there, so that machines whose clocks differ
/// agree.
/// </summary>
/// <remarks>
/// Whoever can't renew it ends its calls when four fifths of its length are over; another can begin a fifth later. Two tell at the same
/// time only when a listener ignores its token for longer than that fifth, which nobody but the listener can prevent: then both tell
/// of the same event, and the second one's says that it may be a repetition.
/// </remarks>
internal sealed class DispatchLease(IDatabase database, TimeProvider time, TimeSpan length)
{
    private const string Name = "dispatch";

    private readonly string _holder = $"{Environment.MachineName} {Environment.ProcessId} {Guid.NewGuid():N}";
    private long _taken;
    private bool _isHeld;

    /// <summary>Held, with a fifth of its length left for calls in flight to end.</summary>
    public bool IsHeld => _isHeld && Remaining > TimeSpan.Zero;

    public TimeSpan Remaining => (length * 0.8) - time.GetElapsedTime(_taken);

    private string Now => database.Engine == DatabaseEngine.PostgreSql
        ? "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"
        : "@now";

    /// <summary>The last event of which the holder before, who died, may have told without marking it; 0 when there was none.</summary>
    public long RepeatsUpTo { get; private set; }

    /// <summary>Takes it when it is free, or makes it last longer.</summary>
    public async ValueTask<bool> TakeAsync(CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        var isTaken = await database.WriteAsync(this, static (scope, self, token) => self.TakeAsync(scope, token), scope: null, cancellation)
            .ConfigureAwait(false);
        // Counted from before the request: ours must never seem longer than the row's.
        _taken = asked;
        return _isHeld = isTaken;
    }

    /// <summary>Gives it back, so that another takes over at once.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellation)
    {
        if (!_isHeld)
            return;
        _isHeld = false;
        await database.WriteAsync(
            _holder,
            static async (scope, holder, token) => await scope.Connection.ExecuteAsync(new CommandDefinition(
                "UPDATE offtrac_event_lease SET expires = 0 WHERE name = @Name AND holder = @holder",
                new { Name, holder }, scope.Transaction, cancellationToken: token)).ConfigureAwait(false),
            scope: null,
            cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> TakeAsync(IWriteScope scope, CancellationToken cancellation)
    {
        await database.EnsureSchemaAsync(DeliveryTables.Schema, scope, cancellation).ConfigureAwait(false);
        var values = new
        {
            Name,
            holder = _holder,
            length = (long)length.TotalMicroseconds,
            now = TracTime.ToMicroseconds(time.GetUtcNow()),
        };
        var before = await scope.QueryAsync<(string Holder, long Expires)>(
            "SELECT holder, expires FROM offtrac_event_lease WHERE name = @Name", values, cancellation).ConfigureAwait(false);
        var isTaken = before.Count == 0
            ? await scope.ExecuteAsync(
                $"INSERT INTO offtrac_event_lease (name, holder, expires) VALUES (@Name, @holder, {Now} + @length) ON CONFLICT DO NOTHING",
                values,
                cancellation).ConfigureAwait(false) == 1
            : await scope.ExecuteAsync(
                $"""
                UPDATE offtrac_event_lease SET holder = @holder, expires = {Now} + @length
                WHERE name = @Name AND (holder = @holder OR expires < {Now})
                """,
                values,
                cancellation).ConfigureAwait(false) == 1;
        if (isTaken && before is [var (holder, expires)] && holder != _holder)
        {
            // Zero: given back, with everything marked that was told.
            RepeatsUpTo = expires == 0 ? 0 : await scope.Connection.ExecuteScalarAsync<long>(
                scope.Command("SELECT COALESCE(MAX(number), 0) FROM offtrac_event", parameters: null, cancellation)).ConfigureAwait(false);
        }

        return isTaken;
    }
}
