using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Authz;

/// <summary>One line of a section: for whom, and what.</summary>
internal sealed record AuthzEntry(string Subject, IReadOnlyList<AuthzRun> Runs)
{
    /// <param name="satisfying">The action in question and all that include it.</param>
    public PermissionDecision Decide(IReadOnlySet<string> satisfying)
    {
        if (Runs.Count == 0)
            return PermissionDecision.Denied;
        foreach (var run in Runs)
        {
            if (run.Actions.Any(satisfying.Contains))
                return run.IsDenial ? PermissionDecision.Denied : PermissionDecision.Granted;
        }

        return PermissionDecision.Undecided;
    }
}
