import { Vector3 } from 'three';

export class FlyCamera {
  readonly position = new Vector3();
  yaw = 0;
  pitch = 0;
  speed = 4;

  moveForward(dt: number): void {
    this.position.x += Math.sin(this.yaw) * Math.cos(this.pitch) * this.speed * dt;
    this.position.y += Math.sin(this.pitch) * this.speed * dt;
    this.position.z -= Math.cos(this.yaw) * Math.cos(this.pitch) * this.speed * dt;
  }

  moveBackward(dt: number): void {
    this.position.x -= Math.sin(this.yaw) * Math.cos(this.pitch) * this.speed * dt;
    this.position.y -= Math.sin(this.pitch) * this.speed * dt;
    this.position.z += Math.cos(this.yaw) * Math.cos(this.pitch) * this.speed * dt;
  }
}
