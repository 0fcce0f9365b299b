using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>
/// The clock that all hosts share: PostgreSQL's, whose <c>now()</c> would stand still inside a transaction, or this machine's with
/// SQLite, which one machine has to itself.
/// </summary>
internal sealed class DatabaseClock(IDatabase database, TimeProvider time)
{
    private const string Now = "SELECT (extract(epoch from clock_timestamp()) * 1000000)::bigint";

    /// <summary>By how much this machine's clock is behind the database's, as last read.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>The time in µs.</summary>
    public ValueTask<long> ReadAsync(IDatabaseSession session, CancellationToken cancellation) => ReadAsync(session, Now, cancellation);

    private async ValueTask<long> ReadAsync(IDatabaseSession session, string sql, CancellationToken cancellation)
    {
        var here = TracTime.ToMicroseconds(time.GetUtcNow());
        if (database.Engine != DatabaseEngine.PostgreSql)
            return here;
        var command = SqlBatch.Command(session, sql);
        await using (command.ConfigureAwait(false))
        {
            var there = Convert.ToInt64(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false), CultureInfo.InvariantCulture);
            Offset = TimeSpan.FromMicroseconds(there - here);
            return there;
        }
    }

    /// <summary>
    /// The time at the begin of a transaction that locks rows. PostgreSQL is told to end the transaction if this host stops in the middle
    /// of it, so that others can take the rows over.
    /// </summary>
    public ValueTask<long> BeginAsync(IWriteScope scope, TimeSpan lease, CancellationToken cancellation) => ReadAsync(
        scope,
        string.Create(CultureInfo.InvariantCulture, $"{Now} FROM set_config('idle_in_transaction_session_timeout', '{lease.TotalMilliseconds:F0}', true)"),
        cancellation);

    /// <summary>A time of the database as this machine's clock will show it.</summary>
    public DateTimeOffset Here(long microseconds) => TracTime.FromMicroseconds(microseconds) - Offset;
}
