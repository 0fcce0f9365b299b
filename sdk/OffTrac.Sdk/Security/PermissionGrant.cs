namespace OffTrac.Sdk.Security;

/// <summary>One row of table <c>permission</c>.</summary>
public sealed record PermissionGrant
{
    /// <summary>User or group.</summary>
    public required string Subject { get; init; }

    /// <summary>An action when it is all upper case, otherwise a group that the subject is a member of.</summary>
    public required string Action { get; init; }
}
