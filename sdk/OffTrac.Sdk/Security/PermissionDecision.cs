namespace OffTrac.Sdk.Security;

/// <summary>What a permission policy says. Trac's null, true and false.</summary>
public enum PermissionDecision
{
    /// <summary>It has no opinion; the next policy is asked. When nobody has one, the answer is no.</summary>
    Undecided,

    /// <summary>Allowed, whatever later policies would say.</summary>
    Granted,

    /// <summary>Refused, whatever later policies would say.</summary>
    Denied,
}
