using System.Reflection;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>Every option there is: Trac's, OffTrac's own, and those of options records. Keeps nothing of the records' types.</summary>
public sealed class OptionCatalog
{
    private const string OneOf = "one of ";

    private readonly List<OptionDescription> _options;
    private readonly ILookup<string, OptionDescription> _sections;

    private OptionCatalog(IEnumerable<OptionDescription> options)
    {
        // Two records may read one section, as may a record one of Trac's; the first description stays.
        _options =
        [
            .. options.DistinctBy(option => (option.Section, option.Name))
                .OrderBy(option => option.Section, StringComparer.Ordinal)
                .ThenBy(option => option.Name == OptionDescription.AnyName),
        ];
        _sections = _options.ToLookup(option => option.Section, StringComparer.Ordinal);
    }

    /// <summary>All options, ordered by section.</summary>
    public IReadOnlyList<OptionDescription> Options => _options;

    /// <param name="records">Types with an <see cref="OptionsSectionAttribute"/>.</param>
    public static OptionCatalog Of(IEnumerable<Type> records) => new(KnownOptions.Read().Concat(records.Prepend(typeof(HostOptions)).Distinct().SelectMany(Describe)));

    /// <summary>
    /// All options with the values that count, and the options in the files that are not known. Those of <c>[host]</c> are told of the
    /// host's own configuration only.
    /// </summary>
    /// <param name="configuration">The files.</param>
    /// <param name="section">The only section to describe; null for all.</param>
    public IReadOnlyList<DescribedOption> Describe(EnvironmentConfiguration configuration, string? section = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var sections = section is null
            ? _sections.Select(known => known.Key).Union(configuration.Sections, StringComparer.Ordinal)
                .Where(name => name != HostConfiguration.Section || configuration.Files.EnvironmentDirectory is null)
                .Order(StringComparer.Ordinal)
            : Enumerable.Repeat(section, 1);
        return [.. sections.SelectMany(name => DescribeSection(configuration, name))];
    }

    /// <summary>
    /// Options of the files that nothing reads. Sections that nothing describes belong to somebody else and are left alone, as are
    /// those where people choose the names.
    /// </summary>
    public IReadOnlyList<UnknownOption> FindUnknown(EnvironmentConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        // What stands in [DEFAULT] is in every section and seldom meant for all of them.
        return
        [
            .. from section in _sections
               where section.All(option => option.Name != OptionDescription.AnyName)
               from file in configuration.Layers
               from found in configuration.FindIn(file, section.Key)
               where !IsKnown(section, found.Option)
               select new UnknownOption
               {
                   Section = section.Key, Name = found.Option, File = found.File, Line = found.Line, Nearest = Nearest(section.Key, found.Option),
               },
        ];
    }

    /// <summary>Whether the value must not be shown.</summary>
    public bool IsSecret(string section, string option) =>
        _sections[section].FirstOrDefault(known => known.Name == option)?.IsSecret ?? SecretOptions.Contains(section, option);

    /// <summary>
    /// What keeps a value of an option of Trac, of the host or of OffTrac from being written, in one line; null when nothing is known
    /// to. What Trac forgives is not refused.
    /// </summary>
    public string? FindProblem(string section, string option, string value)
    {
        var allowed = section == HostConfiguration.Section ? AllowedByHost(option, value) : AllowedByType(section, option, value);
        return allowed is null ? null : $"[{section}] {option} can't be '{value.ReplaceLineEndings(" ")}'; allowed is {allowed}.";
    }

    /// <summary>What is said of an option that nothing reads; null when somebody may read it.</summary>
    public string? FindDoubt(string section, string option)
    {
        var known = _sections[section].ToList();
        return known.Count == 0 || known.Exists(other => other.Name == OptionDescription.AnyName) || IsKnown(known, option)
            ? null
            : UnknownOption.Say(section, option, Nearest(section, option));
    }

    private static string? AllowedByHost(string option, string value) =>
        OptionProperty.Of(typeof(HostOptions)).FirstOrDefault(property => property.Name == option) is { } property
        && (value.Length > 0 || !property.IsNullable)
            ? OptionParser.TryParse(property.Property.PropertyType, value, property.Option, tracRules: false, out _)
            : null;

    private string? AllowedByType(string section, string option, string value)
    {
        var known = _sections[section].FirstOrDefault(known => known.Name == option);
        if (known is null || known.Default == value)
            return null;
        return known.Type switch
        {
            "integer" when !TracValue.TryParseInt(value, out _) => "a whole number",
            "number" when value.Length > 0 && !TracValue.TryParseFloat(value, out _) => "a number",
            { } type when type.StartsWith(OneOf, StringComparison.Ordinal)
                && !type[OneOf.Length..].Split(", ").Contains(value, StringComparer.OrdinalIgnoreCase) => type,
            _ => null,
        };
    }

    private static IEnumerable<OptionDescription> Describe(Type record)
    {
        if (record.GetCustomAttribute<OptionsSectionAttribute>() is not { Section: var section })
            return [];
        var defaults = Defaults(record);
        var options = OptionProperty.Of(record).Select(property => new OptionDescription
        {
            Section = section,
            Name = property.Name,
            Type = OptionText.Type(property.Property.PropertyType, property.Option),
            Default = defaults is null || property.Option.Secret ? "" : OptionText.Value(property.Property.GetValue(defaults)),
            Description = property.Option.Description,
            IsSecret = property.Option.Secret,
        });
        return OptionProperty.RestOf(record)?.GetCustomAttribute<RestOfSectionAttribute>() is { Description: var rest }
            ? options.Append(new OptionDescription { Section = section, Name = OptionDescription.AnyName, Type = "text", Description = rest }).ToArray()
            : options.ToArray();
    }

    /// <summary>A plugin's record whose constructor throws has no defaults that could be told.</summary>
    private static object? Defaults(Type record)
    {
        try
        {
            return Activator.CreateInstance(record);
        }
        catch (Exception exception) when (exception is TargetInvocationException or MissingMethodException)
        {
            return null;
        }
    }

    private static bool IsKnown(IEnumerable<OptionDescription> section, string name) =>
        section.Any(option => option.Name == name || (Family(name) is { } family && family == Family(option.Name)));

    /// <summary>Names such as <c>commit_ticket_update_commands.close</c> have siblings that people choose.</summary>
    private static string? Family(string name) => name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : null;

    private IEnumerable<DescribedOption> DescribeSection(EnvironmentConfiguration configuration, string section)
    {
        var known = _sections[section].ToList();
        var names = known.Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
        var others = configuration.FindAll(section).Where(found => !names.Contains(found.Option)).Select(found => new OptionDescription
        {
            Section = section, Name = found.Option, Type = "text", Description = FindDoubt(section, found.Option) ?? "",
        });
        return known.Concat(others).Select(option => Fill(option, configuration.Find(section, option.Name)));
    }

    private DescribedOption Fill(OptionDescription option, ConfiguredValue? configured) => new()
    {
        Option = option,
        Value = configured is { Value.Length: > 0 } && IsSecret(option.Section, option.Name) ? DescribedOption.Hidden : configured?.Value,
        File = configured?.File,
        Line = configured?.Line ?? 0,
    };

    private string? Nearest(string section, string name)
    {
        var (near, distance) = _sections[section].Select(option => (option.Name, Distance: EditDistance.Between(name, option.Name)))
            .DefaultIfEmpty(("", int.MaxValue)).MinBy(candidate => candidate.Item2);
        if (distance <= 2)
            return near;
        if (_options.Find(option => option.Name == name) is { } elsewhere)
            return $"[{elsewhere.Section}] {name}";
        return distance <= name.Length / 3 ? near : null;
    }
}
