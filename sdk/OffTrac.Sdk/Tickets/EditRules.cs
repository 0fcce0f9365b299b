namespace OffTrac.Sdk.Tickets;

/// <summary>Whose rules an editor goes by, where Trac treats people at a page and programs differently.</summary>
public enum EditRules
{
    /// <summary>
    /// As Trac's ticket page: what the user may not do is refused with an exception, only an action sets the resolution, and what an action sets
    /// is checked like the rest.
    /// </summary>
    Form,

    /// <summary>
    /// As remote procedure calls: what the user may not do, and a collision, are problems beside others; the resolution may be given beside an
    /// action; what the action sets comes after all checks.
    /// </summary>
    Program,
}
