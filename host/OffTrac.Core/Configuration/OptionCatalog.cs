using System.Reflection;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>Every option there is: Trac's, OffTrac's own, and those of options records. Keeps nothing of the records' types.</summary>
public sealed class OptionCatalog
{
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
            Section = section,
            Name = found.Option,
            Type = "text",
            Description = known.Count == 0 || names.Contains(OptionDescription.AnyName) || IsKnown(known, found.Option)
                ? ""
                : $"Not known, nothing reads it{(Nearest(section, found.Option) is { } nearest ? $"; did you mean {nearest}?" : ".")}",
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
