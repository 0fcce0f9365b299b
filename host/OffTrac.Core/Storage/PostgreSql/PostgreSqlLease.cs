using System.Data.Common;
using Npgsql;

namespace OffTrac.Core.Storage.PostgreSql;

internal sealed class PostgreSqlLease(NpgsqlConnection connection, NpgsqlTransaction? transaction) : DatabaseLease
{
    public override DbConnection Connection => connection;

    public override DbTransaction? Transaction => transaction;

    // Without a token: whoever gave up waiting must still learn whether it is committed.
    public override async ValueTask CommitAsync() => await transaction!.CommitAsync(CancellationToken.None).ConfigureAwait(false);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (NpgsqlException)
        {
            // The server is away and has rolled back by itself.
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Npgsql sends a cancel request for the token of each asynchronous call by itself.
    public override CancellationTokenRegistration StopWhen(CancellationToken cancellation) => default;
}
