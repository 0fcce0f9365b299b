namespace OffTrac.Sdk.Components;

/// <summary>
/// Declares that a class is a component: the unit that <c>[components]</c> enables and disables and that implements
/// extension points. Stands for a class derived from Trac's <c>Component</c>.
/// </summary>
/// <remarks>
/// One instance is made per environment (or per host, see <see cref="Scope"/>), through its constructor, and called from
/// many threads. The constructor must not do I/O. A component that implements <see cref="IAsyncDisposable"/> is disposed
/// after the last call into it has returned.
/// </remarks>
/// <param name="name">
/// Dotted name that the rules in <c>[components]</c> match, compared without case: Trac's own name where Trac or a Trac
/// plugin has that component (<c>trac.ticket.web_ui.TicketModule</c>), otherwise <c>company.area.Class</c>.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ComponentAttribute(string name) : Attribute
{
    /// <summary>Dotted name as written; never null.</summary>
    public string Name { get; } = name;

    /// <summary>What one instance serves. The default is one environment.</summary>
    public ComponentScope Scope { get; init; }

    /// <summary>How the component hears of changes when it is a change listener. The default is plain.</summary>
    public Delivery Delivery { get; init; }

    /// <summary>
    /// Option of the environment's ini, such as <c>redispub.mode</c>, by which an administrator has a durable component told plainly:
    /// with the value <c>fire-and-forget</c> no row is written for it. Of a switch write the default with it, such as
    /// <c>notification.smtp_enabled=disabled</c>: no row is written while it is off. Null when there is no such choice.
    /// </summary>
    public string? DeliveryOption { get; init; }

    /// <summary>
    /// True when a durable listener also wants the changes that other programs commit to the database, such as a running
    /// Trac. Only meaningful with <see cref="Delivery.Durable"/>.
    /// </summary>
    public bool Foreign { get; init; }
}
