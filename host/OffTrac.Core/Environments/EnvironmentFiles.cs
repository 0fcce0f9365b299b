using System.Globalization;
using OffTrac.Core.Tickets;
using OffTrac.Sdk;

namespace OffTrac.Core.Environments;

/// <summary>The directories and files of a new environment.</summary>
internal static class EnvironmentFiles
{
    private static readonly string[] s_directories = ["conf", "htdocs", "log", "plugins", "templates"];

    private static readonly (string Option, string Value)[] s_subscribers =
    [
        ("always_notify_cc", "CarbonCopySubscriber"),
        ("always_notify_previous_updater", "TicketPreviousUpdatersSubscriber"),
        ("always_notify_updater", "TicketUpdaterSubscriber"),
    ];

    private static readonly string[] s_mainNavigation = ["wiki", "timeline", "roadmap", "browser", "tickets", "newticket", "search", "admin"];
    private static readonly string[] s_metaNavigation = ["login", "logout", "prefs", "help", "about"];

    public static void Write(string directory, EnvironmentCreation creation)
    {
        foreach (var name in s_directories)
        {
            Directory.CreateDirectory(Path.Combine(directory, name));
        }

        Create(directory, "VERSION", EnvironmentDirectory.VersionText + "\n");
        Create(
            directory,
            "README",
            """
            An environment of OffTrac; Trac 1.4 to 1.6 can serve it as well.
            Settings are in conf/trac.ini (those that Trac knows) and conf/offtrac.ini (all others).

            """);
        Create(directory, "conf/trac.ini", TracIni(creation));
        Create(directory, "conf/offtrac.ini", OffTracIni(creation));
    }

    private static string TracIni(EnvironmentCreation creation)
    {
        var ini = new IniText();
        if (creation.InheritFile is { } inherited)
        {
            ini.Set("inherit", "file", inherited);
        }

        ini.Set("project", "name", creation.ProjectName).Set("project", "descr", creation.ProjectDescription);
        ini.Set("trac", "database", creation.Database);
        if (creation.InheritFile is null)
        {
            SetDefaults(ini);
        }

        foreach (var option in creation.Options)
        {
            ini.Set(option.Section, option.Option, option.Value);
        }

        return ini.ToString();
    }

    private static void SetDefaults(IniText ini)
    {
        SetAll(ini, "mainnav", s_mainNavigation.Select(Ordered));
        SetAll(ini, "metanav", s_metaNavigation.Select(Ordered));
        SetAll(ini, "notification-subscriber", s_subscribers);
        SetAll(ini, "ticket-workflow", BasicWorkflow.Options);

        static (string Option, string Value) Ordered(string item, int index) =>
            (item + ".order", (index + 1).ToString(CultureInfo.InvariantCulture) + ".0");
    }

    private static void SetAll(IniText ini, string section, IEnumerable<(string Option, string Value)> options)
    {
        foreach (var (option, value) in options)
        {
            ini.Set(section, option, value);
        }
    }

    private static string OffTracIni(EnvironmentCreation creation)
    {
        var ini = new IniText();
        foreach (var area in creation.EnabledAreas)
        {
            ini.Set("components", area + ".*", "enabled");
        }

        return "# Settings that only OffTrac reads. 'offtrac config describe' lists what there is.\n" + ini;
    }

    private static void Create(string directory, string name, string text)
    {
        var path = Path.Combine(directory, name);
        try
        {
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
            file.Write(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TracException($"{path} can't be written: {failure.Message}", failure);
        }
    }
}
