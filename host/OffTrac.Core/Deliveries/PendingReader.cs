using System.Data.Common;
using System.Text.Json;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Reads the events of one component in order of their numbers, many at a time, into its window.</summary>
internal sealed class PendingReader(string component, IPendingTarget target, CommitHorizon horizon)
{
    private const int MostRows = 1000;
    private const int FewestRows = 8;

    // Both tables by their keys: the planner of neither engine knows that e.number > @after follows.
    internal const string Select =
        """
        SELECT d.event, e.kind, e.resource, e.related, d.attempts, d.next_try, d.error, e.version, e.data
        FROM offtrac_event_delivery AS d JOIN offtrac_event AS e ON e.number = d.event
        WHERE d.component = @component AND d.event > @after AND e.number > @after ORDER BY d.event LIMIT @limit
        """;

    private int _rows = MostRows;

    /// <summary>Reads on behind a number, no more than fits.</summary>
    public async ValueTask<PendingPage> ReadAsync(
        long after, int room, long size, IDatabaseSession session, CancellationToken cancellation)
    {
        var limit = Math.Clamp(Math.Min(room, _rows), 1, MostRows);
        var command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = session.Transaction;
            command.CommandText = Select;
            Add(command, "component", component);
            Add(command, "after", after);
            Add(command, "limit", limit);
            var page = await ReadAsync(command, after, limit, size, cancellation).ConfigureAwait(false);

            // What is left unread of a page is sent by the server all the same: large records are asked for in smaller pages.
            if (page.Rows > 0)
                _rows = (int)Math.Clamp(size / Math.Max(1, page.Size / page.Rows), FewestRows, MostRows);
            return page;
        }
    }

    private async ValueTask<PendingPage> ReadAsync(DbCommand command, long after, int limit, long size, CancellationToken cancellation)
    {
        var (rows, read) = (0, 0L);
        var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                rows++;
                after = reader.GetInt64(0);
                horizon.Saw(after);
                read += Read(reader, after);
                if (read >= size)
                    return new PendingPage(after, IsLast: false, rows, read);
            }
        }

        return new PendingPage(after, rows < limit, rows, read);
    }

    private int Read(DbDataReader reader, long number)
    {
        var (resource, related) = (reader.GetString(2), Text(reader, 3));
        var nextTry = reader.GetInt64(5);
        if (!target.Wants(number, resource, related, nextTry))
            return 0;
        var attempts = reader.GetInt32(4);
        var data = reader.GetString(8);
        var kind = reader.GetString(1);
        var (found, problem) = (EventKinds.Find(kind), default(string));
        Sdk.Resources.ChangeEvent? change = null;
        try
        {
            if (found is null || reader.GetInt32(7) > EventJson.Version)
                problem = $"The event {kind} was stored by a newer version of OffTrac.";
            else
                change = found.Read(data) with { Number = number, MayRepeat = attempts > 0 || !reader.IsDBNull(6) };
        }
        catch (JsonException broken)
        {
            problem = $"The stored event can't be read: {broken.Message}";
        }

        target.Add(new PendingEvent
        {
            Number = number,
            Kind = found,
            Resource = resource,
            Related = related == resource ? null : related,
            Attempts = attempts,
            NextTry = nextTry,
            Size = data.Length,
            Change = change,
            Problem = problem,
        });
        return data.Length;
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
