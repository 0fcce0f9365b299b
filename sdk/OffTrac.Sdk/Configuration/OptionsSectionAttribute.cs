namespace OffTrac.Sdk.Configuration;

/// <summary>
/// Binds a record to a section of the ini. A component takes the record as <c>IOptionsMonitor&lt;T&gt;</c> in its
/// constructor; an edit of the ini is seen through <c>CurrentValue</c>, which costs a field read and never throws.
/// </summary>
/// <remarks>
/// Each public <c>init</c> property with an <see cref="OptionAttribute"/> is an option; the property's initial value is the
/// default. Types: <see cref="string"/>, <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="TimeSpan"/> (<c>90s</c>, <c>2h30m</c>, <c>7d</c>; a bare number is seconds), enums,
/// <see cref="IReadOnlyList{T}"/> of string, and nullable forms of these (empty text is null).
/// A bad value at start leaves the components that use the record off, with the reason; on an edit the last good record stays.
/// </remarks>
/// <param name="section">Name of the section, compared with case, as Trac does.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OptionsSectionAttribute(string section) : Attribute
{
    /// <summary>Name of the section; never null.</summary>
    public string Section { get; } = section;

    /// <summary>
    /// True for a section that Trac or a Trac plugin owns: values are then read by Trac's forgiving rules (any unknown word is
    /// false, empty is 0). Otherwise a value that can't be read is an error.
    /// </summary>
    public bool TracRules { get; init; }
}
