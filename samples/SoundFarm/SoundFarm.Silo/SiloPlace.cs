namespace SoundFarm.Silo;

/// <summary>Where one silo listens: the section "Farm:Silo".</summary>
internal sealed class SiloPlace
{
    /// <summary>Gets or sets the name, which progress bars show.</summary>
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>Gets or sets the address that others reach the silo at.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Gets or sets the port for other silos.</summary>
    public int Port { get; set; } = 11111;

    /// <summary>Gets or sets the port for clients.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Gets or sets the port of the dashboard.</summary>
    public int DashboardPort { get; set; } = 8080;

    /// <summary>Gets or sets a value indicating whether the silo ends with its standard input: with the process that started it.</summary>
    public bool EndWithInput { get; set; }
}
