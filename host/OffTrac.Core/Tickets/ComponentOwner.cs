using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tickets;

/// <summary>The owner that a ticket gets from its component.</summary>
internal static class ComponentOwner
{
    public static bool IsKeyword(string? owner) => owner is "< default >" or "<default>";

    /// <summary>Owner of a component, empty for nobody; null when there is no such component.</summary>
    public static async ValueTask<string?> FindAsync(string? component, IDatabaseSession session, CancellationToken cancellation)
    {
        var owners = await session.QueryAsync<string?>(
            """SELECT COALESCE("owner", '') FROM "component" WHERE "name" = @component""", new { component }, cancellation)
            .ConfigureAwait(false);
        return owners.Count == 0 ? null : owners[0];
    }

    /// <summary>
    /// What the model of Trac 1.0 does itself and later ones leave to the workflow: a new ticket gets its component's owner, and
    /// one in state new follows its component to the new owner, as long as the owner of the old one has it.
    /// </summary>
    public static async ValueTask ApplyAsync(TicketEdit edit, bool isNew, IDatabaseSession session, CancellationToken cancellation)
    {
        if (isNew)
        {
            if (IsKeyword(edit["owner"]))
                edit.Set("owner", await FindAsync(edit["component"], session, cancellation).ConfigureAwait(false) ?? "");
            return;
        }

        var before = edit.Old.FirstOrDefault(old => old.Key is "component");
        if (before.Key is null || edit["status"] is not "new" || edit.ChangedNames.Contains("owner", StringComparer.Ordinal))
            return;
        if (await FindAsync(before.Value, session, cancellation).ConfigureAwait(false) == edit["owner"]
            && await FindAsync(edit["component"], session, cancellation).ConfigureAwait(false) is { Length: > 0 } owner)
            edit.Set("owner", owner);
    }
}
