using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Security;

/// <summary>A user may not do something. Answered with 403.</summary>
public sealed class PermissionException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="action">The action that is missing.</param>
    /// <param name="user">Who may not.</param>
    /// <param name="resource">On what; null for everything.</param>
    /// <param name="resourceName">What people call it, such as <c>Ticket #1</c>; null when that is not known.</param>
    public PermissionException(string action, string user, Resource? resource, string? resourceName = null)
        : base(string.IsNullOrEmpty(resource?.Id)
            ? $"{action} privileges are required to perform this operation. You don't have the required permissions."
            : $"{action} privileges are required to perform this operation on {resourceName ?? resource?.ToString()}. You don't have the required permissions.")
    {
        Action = action;
        User = user;
        Resource = resource;
    }

    /// <summary>The action that is missing.</summary>
    public string Action { get; }

    /// <summary>Who may not.</summary>
    public string User { get; }

    /// <summary>On what; null for everything.</summary>
    public Resource? Resource { get; }
}
