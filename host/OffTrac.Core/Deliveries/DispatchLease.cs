using Dapper;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// The row that lets one process per database dispatch. PostgreSQL's own clock decides there, so that machines whose clocks differ
/// agree.
/// </summary>
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
        return await ExecuteAsync(
            $"UPDATE offtrac_event_lease SET holder = @holder, expires = {Now} + @length WHERE name = @Name AND (holder = @holder OR expires < {Now})")
            .ConfigureAwait(false) == 1
            || await ExecuteAsync(
                $"INSERT INTO offtrac_event_lease (name, holder, expires) VALUES (@Name, @holder, {Now} + @length) ON CONFLICT DO NOTHING")
                .ConfigureAwait(false) == 1;

        Task<int> ExecuteAsync(string sql) =>
            scope.Connection.ExecuteAsync(new CommandDefinition(sql, values, scope.Transaction, cancellationToken: cancellation));
    }
}
