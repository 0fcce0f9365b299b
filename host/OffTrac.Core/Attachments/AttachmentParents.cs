using System.Globalization;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Attachments;

/// <summary>Whether that exists to which a file is to be attached.</summary>
internal sealed class AttachmentParents(IResources resources, DatabaseEngine engine)
{
    /// <summary>On PostgreSQL what is there stays until the end of the transaction; SQLite has one writer anyway.</summary>
    private readonly string _locking = engine == DatabaseEngine.PostgreSql ? " FOR KEY SHARE" : "";

    /// <summary>Asks who speaks for the realm, which may be a plugin: not within a transaction.</summary>
    /// <exception cref="ResourceNotFoundException">It does not exist.</exception>
    public async ValueTask CheckAsync(Resource parent, string what, CancellationToken cancellation)
    {
        if (await resources.ExistsAsync(parent, cancellation).ConfigureAwait(false) is not true)
            throw Missing(await resources.DescribeAsync(parent, ResourceFormat.Default, cancellation).ConfigureAwait(false), what);
    }

    /// <summary>
    /// Looks as the transaction sees it, which may have made the parent itself, and keeps others from deleting it. Says nothing about
    /// realms that only plugins know.
    /// </summary>
    /// <exception cref="ResourceNotFoundException">It does not exist.</exception>
    public async ValueTask LockAsync(Resource parent, string what, IWriteScope scope, CancellationToken cancellation)
    {
        var (sql, id, name) = parent.Realm switch
        {
            "ticket" => ("""SELECT 1 FROM "ticket" WHERE "id" = @id""", (object?)NumberOf(parent.Id!), $"Ticket #{parent.Id}"),
            "wiki" => ("""SELECT 1 FROM "wiki" WHERE "name" = @id ORDER BY "version" DESC LIMIT 1""", parent.Id, parent.Id!),
            "milestone" => ("""SELECT 1 FROM "milestone" WHERE "name" = @id""", parent.Id, $"Milestone {parent.Id}"),
            _ => ("", null, ""),
        };
        if (sql.Length > 0 && (await scope.QueryAsync<int>(sql + _locking, new { id }, cancellation).ConfigureAwait(false)).Count == 0)
            throw Missing(name, what);
    }

    /// <summary>Whether <see cref="LockAsync"/> can tell.</summary>
    public static bool IsKnown(string realm) => realm is "ticket" or "wiki" or "milestone";

    private static int NumberOf(string id) =>
        int.TryParse(id, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static ResourceNotFoundException Missing(string name, string what) => new($"{name} doesn't exist, can't {what} attachment");
}
