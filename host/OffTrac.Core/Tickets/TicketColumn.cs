using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tickets;

/// <summary>A column of all tickets at once.</summary>
internal static class TicketColumn
{
    /// <summary>Tickets follow what was renamed, and nobody is told, as in Trac.</summary>
    /// <param name="column">Name of a column, never from outside.</param>
    public static async ValueTask RenameAsync(string column, string old, string name, IWriteScope scope, CancellationToken cancellation)
    {
        if (string.Equals(old, name, StringComparison.Ordinal))
            return;
        await scope.ExecuteAsync($"""UPDATE "ticket" SET "{column}" = @name WHERE "{column}" = @old""", new { old, name }, cancellation)
            .ConfigureAwait(false);
    }
}
