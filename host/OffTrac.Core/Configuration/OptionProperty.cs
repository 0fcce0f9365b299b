using System.Reflection;
using System.Text;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>An option as a property of a record declares it.</summary>
internal sealed class OptionProperty
{
    private OptionProperty(PropertyInfo property, OptionAttribute option)
    {
        Property = property;
        Option = option;
        Name = option.Name ?? SnakeCase(property.Name);
        IsNullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
    }

    public PropertyInfo Property { get; }

    public OptionAttribute Option { get; }

    public string Name { get; }

    /// <summary>Whether empty text is null.</summary>
    public bool IsNullable { get; }

    public static IReadOnlyList<OptionProperty> Of(Type record) =>
    [
        .. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (Property: property, Option: property.GetCustomAttribute<OptionAttribute>()))
            .Where(candidate => candidate.Option is not null)
            .Select(candidate => new OptionProperty(candidate.Property, candidate.Option!)),
    ];

    public static PropertyInfo? RestOf(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(property => property.IsDefined(typeof(RestOfSectionAttribute)));

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
