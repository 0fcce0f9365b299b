using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace ScheduledRows;

/// <summary>Table <c>offtrac_scheduledrows</c>: what the jobs did, and who did it.</summary>
public static class Rows
{
    private static readonly DatabaseSchema s_schema = new()
    {
        Area = "scheduledrows",
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_scheduledrows",
                Columns =
                [
                    new("id", ColumnType.Identity), new("job"), new("due", ColumnType.Long), new("attempt", ColumnType.Integer), new("process", ColumnType.Integer),
                    new("token", ColumnType.Long), new("cause"), new("phase"), new("run"), new("started", ColumnType.Long),
                ],
            },
        ],
    };

    public static async ValueTask InsertAsync(IDatabase database, TaskRun run, string phase, IWriteScope scope, CancellationToken cancellation)
    {
        await database.EnsureSchemaAsync(s_schema, scope, cancellation);
        await using var command = scope.Connection.CreateCommand();
        command.Transaction = scope.Transaction;
        command.CommandText =
            """
            INSERT INTO offtrac_scheduledrows (job, due, attempt, process, token, cause, phase, run, started)
            VALUES (@job, @due, @attempt, @process, @token, @cause, @phase, @run, @started)
            """;
        foreach (var (name, value) in new (string, object)[]
        {
            ("@job", run.Job), ("@due", TracTime.ToMicroseconds(run.ScheduledFor)), ("@attempt", run.Attempt), ("@process", Environment.ProcessId),
            ("@token", run.FencingToken), ("@cause", run.Trigger.ToString()), ("@phase", phase), ("@run", run.Id.ToString()), ("@started", TracTime.ToMicroseconds(run.Started)),
        })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }
}
