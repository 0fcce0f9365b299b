namespace OffTrac.Sdk.Configuration;

/// <summary>
/// On a property of type <see cref="IReadOnlyDictionary{TKey, TValue}"/> of string and string: takes every option of the
/// section that no other property has, such as <c>&lt;job&gt;.schedule</c>. Names are in lower case.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RestOfSectionAttribute : Attribute
{
    /// <summary>One sentence for the reference page.</summary>
    public string Description { get; init; } = "";
}
