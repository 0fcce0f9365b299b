namespace OffTrac.Sdk.Configuration;

/// <summary>Makes a property of an options record an option, and documents it.</summary>
/// <param name="description">One sentence for the reference page and <c>offtrac config describe</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string description) : Attribute
{
    /// <summary>One sentence; never null.</summary>
    public string Description { get; } = description;

    /// <summary>Name in the ini; null for the property's name in lower case with underscores (<c>AllowFrom</c> is <c>allow_from</c>).</summary>
    public string? Name { get; init; }

    /// <summary>Smallest number (or, for a duration, number of seconds) allowed; NaN for no limit.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>Largest number (or, for a duration, number of seconds) allowed; NaN for no limit.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>Texts that are allowed, compared without case; null for any.</summary>
    public string[]? Choices { get; init; }

    /// <summary>Characters that part the items of a list; the default is a comma.</summary>
    public string Separators { get; init; } = ",";

    /// <summary>True for a password, token or key: its value is never printed or logged.</summary>
    public bool Secret { get; init; }
}
