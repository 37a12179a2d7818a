namespace SoundFarm.Grains;

/// <summary>Feeds the threads of one silo: leases sounds for them while they have room, and reports what they finished.</summary>
public interface IFeederGrain : IGrainWithIntegerKey
{
    /// <summary>Starts feeding the silo on which the call arrives; a second call changes nothing.</summary>
    Task Start();
}
