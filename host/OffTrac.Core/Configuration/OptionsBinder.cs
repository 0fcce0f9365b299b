using System.Reflection;
using OffTrac.Core.Components;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>Fills an options record from the ini. Keeps nothing of the record's type.</summary>
public static class OptionsBinder
{
    /// <exception cref="InvalidOperationException">The type is no options record.</exception>
    public static OptionsBinding<T> Bind<T>(EnvironmentConfiguration configuration)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = typeof(T).GetCustomAttribute<OptionsSectionAttribute>()
            ?? throw new InvalidOperationException($"{typeof(T).FullName} has no [OptionsSection].");
        var record = Activator.CreateInstance<T>();
        var problems = new List<string>();
        var properties = OptionProperty.Of(typeof(T));
        foreach (var property in properties)
        {
            if (configuration.Find(section.Section, property.Name) is { } configured)
                Set(record, property, configured, section.TracRules, problems);
        }

        if (OptionProperty.RestOf(typeof(T)) is { } rest)
        {
            var names = properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
            rest.SetValue(record, configuration.Section(section.Section)
                .Where(option => !names.Contains(option.Key))
                .ToDictionary(StringComparer.Ordinal));
        }

        if (problems.Count == 0 && record is IOptionsValidator validator)
            Validate(configuration, validator, section.Section, properties, problems);
        return new OptionsBinding<T>(record, problems);
    }

    private static void Set(object record, OptionProperty property, ConfiguredValue configured, bool tracRules, List<string> problems)
    {
        object? value = null;
        if ((!property.IsNullable || configured.Value.Length > 0)
            && OptionParser.TryParse(property.Property.PropertyType, configured.Value, property.Option, tracRules, out value) is { } allowed)
        {
            problems.Add($"{configured.Place}: [{configured.Section}] {property.Name}{Shown(property.Option, configured.Value)}; allowed is {allowed}.");
            return;
        }

        try
        {
            property.Property.SetValue(record, value);
        }
        catch (TargetInvocationException exception)
        {
            problems.Add($"{configured.Place}: [{configured.Section}] {property.Name}{Shown(property.Option, configured.Value)}, which is refused: {ExceptionText.Line(exception.InnerException!)}");
        }
    }

    private static void Validate(
        EnvironmentConfiguration configuration, IOptionsValidator validator, string section, IReadOnlyList<OptionProperty> properties, List<string> problems)
    {
        try
        {
            problems.AddRange(validator.Validate().Select(problem => Describe(configuration, section, properties, problem)));
        }
        catch (Exception exception)
        {
            problems.Add($"[{section}]: its check failed: {ExceptionText.Line(exception)}");
        }
    }

    private static string Describe(EnvironmentConfiguration configuration, string section, IReadOnlyList<OptionProperty> properties, OptionProblem problem)
    {
        var configured = configuration.Find(section, problem.Option);
        var place = configured is null ? "" : configured.Place + ": ";
        var option = properties.FirstOrDefault(property => property.Name == problem.Option)?.Option;
        return $"{place}[{section}] {problem.Option}{(configured is null || option is null ? "" : Shown(option, configured.Value))}: {problem.Message}.";
    }

    private static string Shown(OptionAttribute option, string value) =>
        option.Secret ? " has a value that is not possible" : $" is '{(value.Length > 80 ? string.Concat(value.AsSpan(0, 80), "…") : value).ReplaceLineEndings(" ")}'";
}
