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
    /// <summary>By how much this machine's clock is behind the database's, as last read.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>The time in µs.</summary>
    public async ValueTask<long> ReadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var here = TracTime.ToMicroseconds(time.GetUtcNow());
        if (database.Engine != DatabaseEngine.PostgreSql)
            return here;
        var command = SqlBatch.Command(session, "SELECT (extract(epoch from clock_timestamp()) * 1000000)::bigint");
        await using (command.ConfigureAwait(false))
        {
            var there = Convert.ToInt64(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false), CultureInfo.InvariantCulture);
            Offset = TimeSpan.FromMicroseconds(there - here);
            return there;
        }
    }

    /// <summary>A time of the database as this machine's clock will show it.</summary>
    public DateTimeOffset Here(long microseconds) => TracTime.FromMicroseconds(microseconds) - Offset;
}
