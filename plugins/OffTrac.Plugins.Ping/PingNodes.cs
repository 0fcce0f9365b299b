using System.Data.Common;
using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Ping;

/// <summary>
/// Table <c>offtrac_ping_node</c>: when each node was pinged last. Writing it also gives the database's clock, which is the time of
/// the ping.
/// </summary>
internal sealed class PingNodes(IDatabase database, IEnvironment environment, IHost host, TimeProvider time)
{
    private static readonly TimeSpan s_forgetAfter = TimeSpan.FromDays(7);

    private bool _hasForgotten;

    public static DatabaseSchema Schema { get; } = new()
    {
        Area = "ping",
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_ping_node",
                Columns =
                [
                    new DatabaseColumn("node"),
                    new DatabaseColumn("started", ColumnType.Long),
                    new DatabaseColumn("last_ping", ColumnType.Long),
                    new DatabaseColumn("clock_offset", ColumnType.Long),
                    new DatabaseColumn("source"),
                ],
                Key = ["node"],
            },
        ],
    };

    private string Clock => database.Engine == DatabaseEngine.PostgreSql
        ? "(extract(epoch from clock_timestamp()) * 1000000)::bigint"
        : "@now";

    /// <summary>Writes this node's row and gives the database's time. An environment that is read-only is only asked for the time.</summary>
    public ValueTask<DateTimeOffset> NoteAsync(PingCall call, CancellationToken cancellation) => environment.IsReadOnly
        ? database.ReadAsync(this, static (session, self, token) => self.ReadClockAsync(session, token), cancellation)
        : database.WriteAsync(
            (Self: this, Call: call), static (scope, state, token) => state.Self.WriteAsync(state.Call, scope, token), null, cancellation);

    /// <summary>When any node was pinged last; null for never.</summary>
    public ValueTask<DateTimeOffset?> LastPingAsync(CancellationToken cancellation) =>
        database.ReadAsync(this, static (session, self, token) => self.ReadLastAsync(session, token), cancellation);

    private async ValueTask<DateTimeOffset> WriteAsync(PingCall call, IWriteScope scope, CancellationToken cancellation)
    {
        await database.EnsureSchemaAsync(Schema, scope, cancellation).ConfigureAwait(false);
        var now = TracTime.ToMicroseconds(time.GetUtcNow());
        var command = Command(
            scope,
            $"""
            INSERT INTO offtrac_ping_node (node, started, last_ping, clock_offset, source)
            VALUES (@node, @started, {Clock}, {Clock} - @now, @source)
            ON CONFLICT (node) DO UPDATE SET last_ping = excluded.last_ping, clock_offset = excluded.clock_offset, source = excluded.source
            RETURNING last_ping
            """,
            ("@node", host.Node),
            ("@started", TracTime.ToMicroseconds(host.Started)),
            ("@now", now),
            ("@source", call.SourceText ?? call.Source.ToString().ToLowerInvariant()));
        DateTimeOffset pinged;
        await using (command.ConfigureAwait(false))
        {
            var value = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
            pinged = TracTime.FromMicroseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }

        if (!_hasForgotten)
            await ForgetOldNodesAsync(scope, pinged, cancellation).ConfigureAwait(false);
        return pinged;
    }

    private async ValueTask ForgetOldNodesAsync(IWriteScope scope, DateTimeOffset now, CancellationToken cancellation)
    {
        var command = Command(
            scope, "DELETE FROM offtrac_ping_node WHERE last_ping < @limit", ("@limit", TracTime.ToMicroseconds(now - s_forgetAfter)));
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        _hasForgotten = true;
    }

    private async ValueTask<DateTimeOffset> ReadClockAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        if (database.Engine != DatabaseEngine.PostgreSql)
            return TracTime.Truncate(time.GetUtcNow());
        var command = Command(session, $"SELECT {Clock}");
        await using (command.ConfigureAwait(false))
        {
            var value = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
            return TracTime.FromMicroseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }
    }

    private async ValueTask<DateTimeOffset?> ReadLastAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        if (!await database.HasSchemaAsync(Schema, session, cancellation).ConfigureAwait(false))
            return null;
        var command = Command(session, "SELECT MAX(last_ping) FROM offtrac_ping_node");
        await using (command.ConfigureAwait(false))
        {
            var value = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
            return value is null or DBNull ? null : TracTime.FromMicroseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }
    }

    private static DbCommand Command(IDatabaseSession session, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
