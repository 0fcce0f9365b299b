using System.Data.Common;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>Statements that are sent together where the engine can do that, one after the other where it can't.</summary>
internal sealed class SqlBatch(IDatabaseSession session)
{
    private readonly List<(string Sql, (string Name, object? Value)[] Parameters)> _statements = [];

    public void Add(string sql, params (string Name, object? Value)[] parameters) => _statements.Add((sql, parameters));

    public async ValueTask RunAsync(CancellationToken cancellation)
    {
        if (_statements.Count == 0)
            return;
        if (session.Connection.CanCreateBatch)
            await RunTogetherAsync(cancellation).ConfigureAwait(false);
        else
            await RunSinglyAsync(cancellation).ConfigureAwait(false);
        _statements.Clear();
    }

    /// <summary>A command in a session's transaction.</summary>
    public static DbCommand Command(IDatabaseSession session, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private async ValueTask RunTogetherAsync(CancellationToken cancellation)
    {
        var batch = session.Connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.Transaction = session.Transaction;
            foreach (var (sql, parameters) in _statements)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                foreach (var (name, value) in parameters)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = name;
                    parameter.Value = value ?? DBNull.Value;
                    command.Parameters.Add(parameter);
                }

                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Statements of one text share a command, which the engine prepares once.</summary>
    private async ValueTask RunSinglyAsync(CancellationToken cancellation)
    {
        DbCommand? command = null;
        try
        {
            foreach (var (sql, parameters) in _statements)
            {
                if (command?.CommandText == sql)
                {
                    for (var i = 0; i < parameters.Length; i++)
                        command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
                }
                else
                {
                    if (command is not null)
                        await command.DisposeAsync().ConfigureAwait(false);
                    command = Command(session, sql, parameters);
                }

                await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            if (command is not null)
                await command.DisposeAsync().ConfigureAwait(false);
        }
    }
}
