namespace OffTrac.Sdk.Components;

/// <summary>
/// A component threw, ran out of time or is suspended, and the extension point lets that reach the caller. It carries text
/// only, never the component's own exception, which would keep its plugin in memory.
/// </summary>
public sealed class ComponentFailedException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="component">Name of the component.</param>
    /// <param name="extensionPoint">Simple name of the extension point's interface.</param>
    /// <param name="reason">One line: what happened.</param>
    public ComponentFailedException(string component, string extensionPoint, string reason)
        : base($"{component} failed as {extensionPoint}: {reason}")
    {
        Component = component;
        ExtensionPoint = extensionPoint;
        Reason = reason;
    }

    /// <summary>Name of the component.</summary>
    public string Component { get; }

    /// <summary>Simple name of the extension point's interface.</summary>
    public string ExtensionPoint { get; }

    /// <summary>One line: what happened.</summary>
    public string Reason { get; }
}
