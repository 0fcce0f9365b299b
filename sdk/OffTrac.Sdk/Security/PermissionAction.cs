namespace OffTrac.Sdk.Security;

/// <summary>An action, perhaps one that includes others.</summary>
public sealed record PermissionAction
{
    /// <summary>Name in upper case, such as <c>TICKET_VIEW</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Actions that it includes, directly; empty for a simple action.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>A simple action from its name.</summary>
    /// <param name="name">Name in upper case.</param>
    public static implicit operator PermissionAction(string name) => new() { Name = name };
}
