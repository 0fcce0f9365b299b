using Dapper;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security;

/// <summary>Table <c>permission</c> as it was read once.</summary>
internal sealed class StoredPermissions
{
    private readonly ILookup<string, string> _bySubject;

    private StoredPermissions(IReadOnlyList<PermissionGrant> all)
    {
        All = all;
        _bySubject = all.ToLookup(grant => grant.Subject, grant => grant.Action, StringComparer.Ordinal);
    }

    public IReadOnlyList<PermissionGrant> All { get; }

    public static async ValueTask<StoredPermissions> LoadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.Connection.QueryAsync<PermissionGrant>(new CommandDefinition(
            """SELECT username AS "Subject", action AS "Action" FROM permission""",
            transaction: session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);
        return new StoredPermissions([.. rows
            .OrderBy(grant => grant.Subject, StringComparer.Ordinal).ThenBy(grant => grant.Action, StringComparer.Ordinal)]);
    }

    /// <summary>What these subjects hold, themselves and through groups within groups.</summary>
    public (HashSet<string> Actions, HashSet<string> Groups) Of(IEnumerable<string> subjects)
    {
        var actions = new HashSet<string>(StringComparer.Ordinal);
        var groups = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(subjects);
        while (open.TryPop(out var subject))
        {
            if (!seen.Add(subject))
                continue;
            foreach (var action in _bySubject[subject])
            {
                if (PermissionName.IsUpper(action))
                {
                    actions.Add(action);
                }
                else
                {
                    groups.Add(action);
                    open.Push(action);
                }
            }
        }

        return (actions, groups);
    }
}
