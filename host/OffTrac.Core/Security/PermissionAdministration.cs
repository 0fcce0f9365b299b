using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security;

/// <summary>What administrators do with permissions: trac-admin's <c>permission</c> commands, with their refusals.</summary>
public sealed class PermissionAdministration(PermissionSystem permissions)
{
    private const string Anything = "*";

    /// <summary>All that was granted as stored, or all that one user holds: through groups and meta-actions too, declared or not.</summary>
    public async ValueTask<IReadOnlyList<PermissionGrant>> ListAsync(string? user, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(user))
            return await permissions.GetAllPermissionsAsync(cancellation).ConfigureAwait(false);
        var actions = await permissions.GetGrantedActionsAsync(user, cancellation).ConfigureAwait(false);
        return [.. actions.Select(action => new PermissionGrant { Subject = user, Action = action })];
    }

    /// <summary>Grants actions and group memberships; none of them when one is not possible.</summary>
    /// <returns>A line for each that was granted before.</returns>
    /// <exception cref="TracException">A name is not possible.</exception>
    public async ValueTask<IReadOnlyList<string>> AddAsync(string user, IReadOnlyList<string> actions, CancellationToken cancellation)
    {
        if (PermissionName.IsUpper(user))
            throw new TracException("All upper-cased tokens are reserved for permission names.");
        var known = await permissions.GrantAllAsync(
            [.. actions.Distinct(StringComparer.Ordinal).Select(action => new PermissionGrant { Subject = user, Action = action })],
            cancellation).ConfigureAwait(false);
        return [.. known.Select(GrantedBefore)];
    }

    /// <summary>Takes back actions and group memberships; <c>*</c> stands for every user or every action.</summary>
    /// <exception cref="TracException">One was not granted; nothing is gone.</exception>
    public async ValueTask RemoveAsync(string user, IReadOnlyList<string> actions, CancellationToken cancellation)
    {
        var stored = await permissions.GetAllPermissionsAsync(cancellation).ConfigureAwait(false);
        var revoked = new List<PermissionGrant>();
        foreach (var action in actions)
        {
            var matching = stored.Where(grant => Matches(user, grant.Subject) && Matches(action, grant.Action)).ToList();
            if (matching.Count == 0)
                throw await RefusalAsync(user, action, stored, cancellation).ConfigureAwait(false);
            revoked.AddRange(matching);
        }

        await permissions.RevokeAllAsync(revoked, cancellation).ConfigureAwait(false);
    }

    /// <summary>One row a user or group: its name, then what it was granted, all in alphabetical order.</summary>
    public async ValueTask<IReadOnlyList<IReadOnlyList<string>>> ExportAsync(CancellationToken cancellation)
    {
        var stored = await permissions.GetAllPermissionsAsync(cancellation).ConfigureAwait(false);
        return [.. stored.GroupBy(grant => grant.Subject, StringComparer.Ordinal)
            .OrderBy(subject => subject.Key, StringComparer.Ordinal)
            .Select(subject => (IReadOnlyList<string>)
                [subject.Key, .. subject.Select(grant => grant.Action).Order(StringComparer.Ordinal)])];
    }

    /// <summary>Grants what such rows name and was not granted yet; nothing at all when a row is not possible. Takes nothing back.</summary>
    /// <returns>How many were granted.</returns>
    /// <exception cref="TracException">A row is not possible; the message begins with its line.</exception>
    public async ValueTask<int> ImportAsync(string csv, CancellationToken cancellation)
    {
        var stored = await permissions.GetAllPermissionsAsync(cancellation).ConfigureAwait(false);
        var known = stored.Select(grant => (grant.Subject, grant.Action)).ToHashSet();
        var grants = new List<PermissionGrant>();
        foreach (var (line, fields) in CsvText.Read(csv))
        {
            RequireRow(line, fields);
            foreach (var action in fields.Skip(1).Where(action => known.Add((fields[0], action))))
            {
                await RequireGrantableAsync(line, action, cancellation).ConfigureAwait(false);
                grants.Add(new PermissionGrant { Subject = fields[0], Action = action });
            }
        }

        var before = await permissions.GrantAllAsync(grants, cancellation).ConfigureAwait(false);
        return grants.Count - before.Count;
    }

    internal static string GrantedBefore(PermissionGrant grant) => PermissionName.IsUpper(grant.Action)
        ? $"The user {grant.Subject} already has permission {grant.Action}."
        : $"The user {grant.Subject} is already in the group {grant.Action}.";

    private static void RequireRow(int line, IReadOnlyList<string> fields)
    {
        if (fields.Count < 2)
            throw new TracException(FormattableString.Invariant($"Line {line}: expected <user>,<action>[,<action>...]."));
        if (PermissionName.IsUpper(fields[0]))
            throw new TracException(FormattableString.Invariant($"Line {line}: '{fields[0]}' can't be a user, all upper-cased tokens are reserved for permission names."));
    }

    private async ValueTask RequireGrantableAsync(int line, string action, CancellationToken cancellation)
    {
        try
        {
            await permissions.RequireGrantableAsync(action, cancellation).ConfigureAwait(false);
        }
        catch (TracException refusal)
        {
            throw new TracException(FormattableString.Invariant($"Line {line}: {refusal.Message}"), refusal);
        }
    }

    private static bool Matches(string wanted, string stored) =>
        wanted == Anything || string.Equals(wanted, stored, StringComparison.Ordinal);

    private async ValueTask<TracException> RefusalAsync(
        string user, string action, IReadOnlyList<PermissionGrant> stored, CancellationToken cancellation)
    {
        var held = stored.Any(grant => grant.Subject == user)
            ? await permissions.GetActionsAsync(user, cancellation).ConfigureAwait(false)
            : [];
        if (held.Contains(action, StringComparer.Ordinal))
        {
            return new TracException(
                $"Cannot remove permission {action} for user {user}. The permission is granted through a meta-permission or group.");
        }

        var declared = await permissions.GetDeclaredActionsAsync(cancellation).ConfigureAwait(false);
        return new TracException(declared.Contains(action, StringComparer.Ordinal)
            ? $"Cannot remove permission {action} for user {user}. The user has not been granted the permission."
            : $"{action} is not a valid action.");
    }
}
